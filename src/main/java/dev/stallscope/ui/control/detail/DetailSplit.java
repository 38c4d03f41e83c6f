package dev.stallscope.ui.control.detail;

import dev.stallscope.ui.control.KeptShare;
import dev.stallscope.ui.workspace.Workspace;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;

/** Rows, and below a splitter what is known of the selected one, where something is. */
public final class DetailSplit {
  /** Of the pane for the rows, however few there are. */
  private static final double LEAST_ROWS = 0.05;

  private final DetailView detail;
  private final DoubleProperty needed = new SimpleDoubleProperty();
  private final SplitPane split = new SplitPane();

  /**
   * A splitter that remembers its place.
   *
   * @param name of what the rows are, which the ids begin with
   * @param most of the pane for the rows, however many there are
   */
  public DetailSplit(
      Workspace workspace,
      String name,
      double most,
      Node rows,
      ReadOnlyObjectProperty<Detail> known) {
    detail = new DetailView(name + "-detail", workspace.appearance());
    split.setId("split-" + name);
    split.setOrientation(Orientation.VERTICAL);
    split.getItems().add(rows);
    new KeptShare(workspace.settings(), "splitter." + name, LEAST_ROWS, most).keep(split, needed);
    known.addListener((_, _, now) -> show(now));
  }

  public SplitPane node() {
    return split;
  }

  /** Says how high the rows are when all can be seen, in pixels. */
  public void need(double height) {
    needed.set(height);
  }

  /** Copies what is known as text. */
  public void copy() {
    detail.copy();
  }

  /** No place for what is known of nothing. */
  private void show(Detail now) {
    detail.show(now);
    boolean isShown = split.getItems().size() > 1;
    if (now.columns().isEmpty() && isShown) {
      split.getItems().remove(detail.node());
    } else if (!now.columns().isEmpty() && !isShown) {
      split.getItems().add(detail.node());
    }
  }
}
