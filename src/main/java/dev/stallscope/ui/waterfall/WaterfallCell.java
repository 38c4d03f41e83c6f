package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/** A row on screen: one canvas, and the card that explains it. */
final class WaterfallCell extends ListCell<Integer> {
  private static final Duration CARD_DELAY = Duration.millis(300);

  private final RowDrawing drawing;
  private final RowTexts texts;
  private final HoverCard card;
  private final ChartCanvas canvas;
  private final Tooltip tooltip = new Tooltip();

  @SuppressWarnings("FieldCanBeLocal") // held here, since the list holds it weakly
  private final ChangeListener<Number> repaint;

  /**
   * An empty cell.
   *
   * @param revision changes whenever rows look different
   */
  WaterfallCell(
      RowDrawing drawing,
      RowTexts texts,
      HoverCard card,
      Appearance appearance,
      ObservableValue<Number> revision) {
    this.drawing = drawing;
    this.texts = texts;
    this.card = card;
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
    tooltip.setOnShowing(_ -> card.fill(tooltip, getItem()));
  }

  @Override
  protected void updateItem(Integer row, boolean isEmpty) {
    super.updateItem(row, isEmpty);
    boolean isRow = !isEmpty && row != null;
    setGraphic(isRow ? canvas : null);
    setTooltip(isRow && card.has(row) ? tooltip : null);
    setAccessibleText(isRow ? texts.spoken(row) : null);
    canvas.redraw();
  }

  private List<Mark> marks(double width, double height, TextMeter meter) {
    Integer row = getItem();
    return row == null ? List.of() : drawing.row(row, height, meter);
  }
}
