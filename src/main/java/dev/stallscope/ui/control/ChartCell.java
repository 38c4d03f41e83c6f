package dev.stallscope.ui.control;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/** A row of a list that is drawn: one canvas, and the card that explains it. */
public final class ChartCell extends ListCell<Integer> {
  private static final Duration CARD_DELAY = Duration.millis(300);

  private final Rows rows;
  private final ChartCanvas canvas;
  private final Tooltip tooltip = new Tooltip();

  @SuppressWarnings("FieldCanBeLocal") // held here, since the list holds it weakly
  private final ChangeListener<Number> repaint;

  /** What rows look like, by their numbers from 0. */
  public interface Rows {
    /** The marks of a row in logical pixels; none where there is no such row any more. */
    List<Mark> marks(int row, double width, double height, TextMeter meter);

    /** A row as a screen reader says it. */
    String spoken(int row);

    /** Makes what is shown over a row after a moment; empty where there is no more to say. */
    default Optional<Supplier<Node>> card(int row) {
      return Optional.empty();
    }
  }

  /**
   * An empty cell.
   *
   * @param revision changes whenever rows look different
   */
  public ChartCell(Rows rows, Appearance appearance, ObservableValue<Number> revision) {
    this.rows = rows;
    canvas = new ChartCanvas(appearance, this::marks);
    repaint = (_, _, _) -> canvas.redraw();
    revision.addListener(new WeakChangeListener<>(repaint));
    getStyleClass().add("waterfall-cell");
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setPrefWidth(0);
    canvas.prefWidthProperty().bind(widthProperty());
    canvas.prefHeightProperty().bind(heightProperty());
    tooltip.setShowDelay(CARD_DELAY);
    tooltip.setShowDuration(Duration.INDEFINITE);
    tooltip.getStyleClass().add("hover-card");
    tooltip.setOnShowing(_ -> fillCard());
  }

  private void fillCard() {
    Integer row = getItem();
    if (row != null) {
      // a group is as high as what it holds, a tooltip as if what may wrap had no width
      rows.card(row).ifPresent(card -> tooltip.setGraphic(new Group(card.get())));
    }
  }

  @Override
  protected void updateItem(Integer row, boolean isEmpty) {
    super.updateItem(row, isEmpty);
    boolean isRow = !isEmpty && row != null;
    setGraphic(isRow ? canvas : null);
    if (isRow) {
      tell(row);
    } else {
      setTooltip(null);
      setAccessibleText(null);
    }
    canvas.redraw();
  }

  private void tell(int row) {
    setTooltip(rows.card(row).isPresent() ? tooltip : null);
    setAccessibleText(rows.spoken(row));
  }

  /** A row that is drawn again may be about something else. */
  private List<Mark> marks(double width, double height, TextMeter meter) {
    Integer row = getItem();
    if (row == null) {
      return List.of();
    }
    List<Mark> marks = rows.marks(row, width, height, meter);
    if (!marks.isEmpty()) {
      tell(row);
    }
    return marks;
  }
}
