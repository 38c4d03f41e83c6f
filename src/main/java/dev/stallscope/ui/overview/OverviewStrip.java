package dev.stallscope.ui.overview;

import dev.stallscope.analysis.detail.CaptureProfile;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.StripLayout;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/** The strip itself: throughput, lost time and the brush. */
final class OverviewStrip {
  /** One press of an arrow key, pixels. */
  private static final double STEP = 10;

  private static final double LABEL_X = 6;
  private static final double LABEL_Y = 9;

  private final OverviewViewModel model;
  private final Brush brush = new Brush();
  private final ChartCanvas canvas;

  OverviewStrip(OverviewViewModel model, Appearance appearance) {
    this.model = model;
    canvas = new ChartCanvas(appearance, this::marks);
    canvas.setId("overview-strip");
    canvas.getStyleClass().add("strip");
    canvas.setFocusTraversable(true);
    canvas.setAccessibleRole(AccessibleRole.SLIDER);
    canvas.setAccessibleHelp(Texts.of("overview.strip-help"));
    model.profileProperty().addListener((_, _, _) -> show());
    model.rangeProperty().addListener((_, _, _) -> show());
    canvas.setOnMousePressed(this::press);
    canvas.setOnMouseDragged(event -> set(scale().map(scale -> brush.drag(event.getX(), scale))));
    canvas.setOnMouseReleased(
        event -> set(scale().map(scale -> brush.release(event.getX(), scale))));
    canvas.setOnMouseMoved(event -> canvas.setCursor(cursor(event.getX())));
    canvas.setOnKeyPressed(this::key);
    show();
  }

  Node node() {
    return canvas;
  }

  private void show() {
    String range = model.range();
    canvas.setAccessibleText(
        Texts.of("pane.overview") + " " + (range.isEmpty() ? model.summary() : range));
    canvas.redraw();
  }

  private List<Mark> marks(double width, double height, TextMeter meter) {
    CaptureProfile profile = model.profileProperty().get();
    if (profile == null) {
      return List.of();
    }
    TimeScale scale = new TimeScale(profile.span(), 0, width);
    List<Mark> marks =
        new ArrayList<>(StripLayout.marks(profile, scale, height, model.rangeProperty().get()));
    String label = model.range().isEmpty() ? model.peak() : model.range();
    if (label.isEmpty()) {
      return marks;
    }
    marks.add(
        new Mark.Bar(
            0,
            0,
            meter.width(label, TextStyle.SECONDARY) + 2 * LABEL_X,
            2 * LABEL_Y,
            Tone.PANEL,
            3,
            0.8));
    marks.add(
        new Mark.Label(LABEL_X, LABEL_Y, label, TextStyle.SECONDARY, Tone.DIM, Mark.Anchor.START));
    return marks;
  }

  private Optional<TimeScale> scale() {
    return model.scale(0, canvas.getWidth());
  }

  private void set(Optional<TimeSpan> range) {
    model.rangeProperty().set(range.orElse(null));
  }

  private void press(MouseEvent event) {
    canvas.requestFocus();
    scale().ifPresent(scale -> brush.press(event.getX(), model.rangeProperty().get(), scale));
  }

  private Cursor cursor(double x) {
    return switch (scale()
        .map(scale -> Brush.at(x, model.rangeProperty().get(), scale))
        .orElse(Brush.Hold.NOTHING)) {
      case START, END -> Cursor.H_RESIZE;
      case INSIDE -> Cursor.OPEN_HAND;
      case NOTHING -> Cursor.CROSSHAIR;
    };
  }

  private void key(KeyEvent event) {
    TimeSpan range = model.rangeProperty().get();
    if (event.getCode() == KeyCode.ESCAPE) {
      model.rangeProperty().set(null);
    } else if (event.getCode() == KeyCode.LEFT && range != null) {
      set(scale().map(scale -> Brush.moved(range, -STEP, scale)));
    } else if (event.getCode() == KeyCode.RIGHT && range != null) {
      set(scale().map(scale -> Brush.moved(range, STEP, scale)));
    } else {
      return;
    }
    event.consume();
  }
}
