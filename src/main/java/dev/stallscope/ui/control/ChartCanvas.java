package dev.stallscope.ui.control;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/** A canvas as large as its place that draws marks, at most once a pulse. */
public final class ChartCanvas extends Region {
  /** What is drawn. */
  @FunctionalInterface
  public interface Drawing {
    /** The marks for a canvas of this size in logical pixels. */
    List<Mark> marks(double width, double height, TextMeter meter);
  }

  private final Canvas canvas = new Canvas();
  private final Appearance appearance;
  private final Drawing drawing;
  private final InvalidationListener looksDifferent = _ -> redraw();

  public ChartCanvas(Appearance appearance, Drawing drawing) {
    this.appearance = appearance;
    this.drawing = drawing;
    // or the canvas would keep its place from ever shrinking
    canvas.setManaged(false);
    getChildren().add(canvas);
    // weak, since the appearance outlives panes and the cells of lists
    WeakInvalidationListener listener = new WeakInvalidationListener(looksDifferent);
    appearance.paletteProperty().addListener(listener);
    appearance.scaleProperty().addListener(listener);
    appearance.chartPixelsProperty().addListener(listener);
  }

  /** Draws again with the next pulse. */
  public void redraw() {
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double scale = appearance.scaleProperty().get();
    List<Mark> marks =
        getWidth() > 0 && getHeight() > 0
            ? drawing.marks(getWidth(), getHeight(), new FxTextMeter(scale))
            : List.of();
    // an empty picture would be laid over what is below, pixel by pixel
    canvas.setVisible(!marks.isEmpty());
    if (!marks.isEmpty()) {
      paint(marks, scale);
    }
  }

  private void paint(List<Mark> marks, double scale) {
    double pixels = appearance.chartPixelsProperty().get();
    canvas.setWidth(getWidth() * pixels);
    canvas.setHeight(getHeight() * pixels);
    canvas.getTransforms().setAll(new Scale(1 / pixels, 1 / pixels));
    GraphicsContext context = canvas.getGraphicsContext2D();
    context.setTransform(pixels, 0, 0, pixels, 0, 0);
    context.clearRect(0, 0, getWidth(), getHeight());
    new FxPainter(context, appearance.paletteProperty().get(), scale).paint(marks);
  }
}
