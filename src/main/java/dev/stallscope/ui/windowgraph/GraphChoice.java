package dev.stallscope.ui.windowgraph;

import dev.stallscope.ui.workspace.Settings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * How the user wants the graph: what is shown beside the data, and what a drag does, are remembered
 * from run to run; the way numbers are written belongs to a capture.
 */
public final class GraphChoice {
  private final BooleanProperty absolute = new SimpleBooleanProperty();
  private final BooleanProperty legend;
  private final BooleanProperty crosshair;
  private final BooleanProperty dragMoves;

  GraphChoice(Settings settings) {
    legend = settings.flag("graph.legend", true);
    crosshair = settings.flag("graph.crosshair", true);
    dragMoves = settings.flag("graph.drag-moves", false);
  }

  /** Whether sequence numbers are those on the wire. */
  public BooleanProperty absoluteProperty() {
    return absolute;
  }

  /** Whether it is said which line is what. */
  public BooleanProperty legendProperty() {
    return legend;
  }

  /** Whether lines with all values follow the mouse, rather than the packet under it alone. */
  public BooleanProperty crosshairProperty() {
    return crosshair;
  }

  /**
   * Whether a drag moves the graph rather than to mark what to zoom in on; Shift does the other.
   */
  public BooleanProperty dragMovesProperty() {
    return dragMoves;
  }
}
