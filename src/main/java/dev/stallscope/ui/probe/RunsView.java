package dev.stallscope.ui.probe;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.control.WholeRows;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;

/** The requests of the chosen probe over time, one a row; what is in progress grows. */
final class RunsView {
  private static final double ROW_HEIGHT = 23;

  /** Below the last row. */
  private static final double ROOM = 12;

  private final RunsViewModel model;
  private final Appearance appearance;
  private final RunDrawing drawing;
  private final Runnable grown;
  private final ListView<ProbeRow> list = new ListView<>();
  private final ChartCanvas ruler;
  private final BorderPane root = new BorderPane();
  private final Growth growth = new Growth();
  private final ReadOnlyDoubleWrapper neededHeight = new ReadOnlyDoubleWrapper();

  /**
   * Rows.
   *
   * @param grown is told whenever what is in progress has lasted longer
   */
  RunsView(RunsViewModel model, Appearance appearance, Runnable grown) {
    this.model = model;
    this.grown = grown;
    this.appearance = appearance;
    drawing = new RunDrawing(model, this::columns);
    ruler = new ChartCanvas(appearance, (_, height, meter) -> header(height, meter));
    ruler.getStyleClass().add("column-header");
    list.setId("probe-runs-list");
    list.setAccessibleText(Texts.of("probe.rows"));
    list.setCellFactory(_ -> new Cell());
    list.setFixedCellSize(ROW_HEIGHT * scale());
    appearance.scaleProperty().addListener((_, _, _) -> resize());
    list.widthProperty().addListener((_, _, _) -> redraw());
    list.getSelectionModel()
        .selectedIndexProperty()
        .addListener((_, _, at) -> model.select(at.intValue()));
    model.rowsProperty().addListener((_, _, rows) -> show(rows));
    root.setCenter(new WholeRows(list));
    root.setTop(ruler);
    resize();
    show(model.rowsProperty().get());
  }

  Node node() {
    return root;
  }

  /** At which all rows can be seen, in pixels. */
  ReadOnlyDoubleProperty neededHeightProperty() {
    return neededHeight.getReadOnlyProperty();
  }

  private double scale() {
    return appearance.scaleProperty().get();
  }

  private void resize() {
    list.setFixedCellSize(ROW_HEIGHT * scale());
    ruler.setMinHeight(ROW_HEIGHT * scale());
    redraw();
  }

  private WaterfallColumns columns() {
    return WaterfallColumns.of(root.getWidth(), scale());
  }

  private void show(List<ProbeRow> rows) {
    int selected = model.selectedIndex();
    list.getItems().setAll(rows);
    if (selected >= 0 && selected < rows.size()) {
      list.getSelectionModel().clearAndSelect(selected);
    }
    if (model.isLive()) {
      list.scrollTo(rows.size() - 1);
      growth.start();
    } else {
      growth.stop();
      model.grow(0);
    }
    redraw();
  }

  private void redraw() {
    neededHeight.set(ROW_HEIGHT * scale() * (1 + list.getItems().size()) + ROOM);
    ruler.redraw();
    list.refresh();
  }

  private List<Mark> header(double height, TextMeter meter) {
    List<Mark> marks = drawing.ruler(height, meter);
    WaterfallColumns now = columns();
    heading(marks, now.startRight(), "start", height, true);
    heading(marks, now.labelLeft(), "label", height, false);
    heading(marks, now.statusRight(), "status", height, true);
    heading(marks, now.sizeRight(), "size", height, true);
    heading(marks, now.durationRight(), "duration", height, true);
    return marks;
  }

  private static void heading(
      List<Mark> marks, double x, String id, double height, boolean isRight) {
    if (x > 0) {
      marks.add(
          new Mark.Label(
              x,
              height / 2,
              Texts.of("probe.column." + id),
              TextStyle.SECONDARY,
              Tone.DIM,
              isRight ? Mark.Anchor.END : Mark.Anchor.START));
    }
  }

  /** Lets the phase in progress grow with the time that passes. */
  private final class Growth extends AnimationTimer {
    private int step;
    private long sinceNanos;

    @Override
    public void handle(long now) {
      if (step != model.steps()) {
        step = model.steps();
        sinceNanos = now;
      }
      model.grow(now - sinceNanos);
      redraw();
      grown.run();
    }
  }

  /** A row: one canvas. */
  private final class Cell extends ListCell<ProbeRow> {
    private final ChartCanvas canvas = new ChartCanvas(appearance, this::marks);

    Cell() {
      getStyleClass().add("waterfall-cell");
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      setPrefWidth(0);
      canvas.prefWidthProperty().bind(widthProperty());
      canvas.prefHeightProperty().bind(heightProperty());
    }

    @Override
    protected void updateItem(ProbeRow row, boolean isEmpty) {
      super.updateItem(row, isEmpty);
      setGraphic(isEmpty ? null : canvas);
      setAccessibleText(isEmpty || row == null ? null : drawing.spoken(row));
      canvas.redraw();
    }

    private List<Mark> marks(double width, double height, TextMeter meter) {
      ProbeRow row = getItem();
      return row == null ? List.of() : drawing.row(row, height, meter);
    }
  }
}
