package dev.stallscope.ui.control;

import dev.stallscope.chart.DistributionLayout;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TimeRuler;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.workspace.Appearance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;

/** All times of a row as a small picture, on one scale for the whole table. */
public final class SpreadCell<R> extends TableCell<R, R> {
  private static final double SIDES = 20;
  private static final double EDGES = 4;
  private static final double RULER = 18;
  private static final double TICK_SPACING = 70;

  private final ChartCanvas canvas;

  private SpreadCell(
      Appearance appearance, Function<R, long[]> sortedNanos, LongSupplier mostNanos) {
    canvas =
        new ChartCanvas(
            appearance,
            (width, height, meter) ->
                getItem() == null
                    ? List.of()
                    : marks(
                        sortedNanos.apply(getItem()), mostNanos.getAsLong(), width, height, meter));
    getStyleClass().add("chart-cell");
    setGraphic(canvas);
    canvas.setVisible(false);
    canvas.prefWidthProperty().bind(widthProperty().subtract(SIDES));
    canvas.prefHeightProperty().bind(heightProperty().subtract(EDGES));
  }

  /**
   * A column of such pictures.
   *
   * @param sortedNanos the times of a row, ascending
   * @param mostNanos what the right end of each picture stands for
   */
  public static <R> TableColumn<R, R> column(
      Appearance appearance,
      double width,
      Function<R, long[]> sortedNanos,
      LongSupplier mostNanos) {
    TableColumn<R, R> column = new TableColumn<>();
    column.prefWidthProperty().bind(appearance.scaleProperty().multiply(width));
    column.setReorderable(false);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setCellFactory(_ -> new SpreadCell<>(appearance, sortedNanos, mostNanos));
    return column;
  }

  /** With a ruler below where there is room for one. */
  private static List<Mark> marks(
      long[] sortedNanos, long mostNanos, double width, double height, TextMeter meter) {
    double ruler = RULER * meter.scale();
    if (height < 3 * ruler || mostNanos <= 0) {
      return DistributionLayout.marks(sortedNanos, mostNanos, width, height);
    }
    TimeScale scale = new TimeScale(new TimeSpan(0, mostNanos), 0, width);
    TimeRuler axis = new TimeRuler(scale, 0, TICK_SPACING * meter.scale());
    List<Mark> marks = new ArrayList<>(axis.grid(0, height));
    marks.addAll(axis.labels(height - ruler / 2, meter));
    marks.addAll(DistributionLayout.marks(sortedNanos, mostNanos, width, height - ruler));
    return marks;
  }

  @Override
  protected void updateItem(R row, boolean isEmpty) {
    super.updateItem(row, isEmpty);
    canvas.setVisible(!isEmpty);
    canvas.redraw();
  }
}
