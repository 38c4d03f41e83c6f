package dev.stallscope.ui.windowgraph;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.windowgraph.WindowGraph;
import dev.stallscope.chart.windowgraph.WindowGraphLayout;
import dev.stallscope.chart.windowgraph.WindowGraphViewport;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import java.util.function.BiFunction;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The graph under the mouse: the wheel zooms in time, with Shift in sequence numbers; a drag marks
 * what to zoom in on, with Shift or the middle button it moves the graph, or the other way round; a
 * click selects a packet, a double click shows all. What follows the mouse is drawn on a canvas of
 * its own, so that the graph is not.
 */
final class GraphCanvas {
  /** One notch of a wheel. */
  private static final double NOTCH = 1.25;

  private static final double NOTCH_DELTA = 40;

  /** A press of an arrow key moves by this share of what is visible. */
  private static final double STEP = 0.1;

  /** With Shift by this one. */
  private static final double FINE_STEP = 0.01;

  private final WindowGraphViewModel model;
  private final ChartCanvas graph;
  private final ChartCanvas overlay;
  private final StackPane root;
  private @Nullable WindowGraphLayout layout;
  private @Nullable Point2D mouse;
  private @Nullable Point2D pressed;
  private boolean isMoving;

  GraphCanvas(WindowGraphViewModel model, Appearance appearance) {
    this.model = model;
    graph = new ChartCanvas(appearance, this::marks);
    overlay = new ChartCanvas(appearance, this::overlayMarks);
    overlay.setMouseTransparent(true);
    root = new StackPane(graph, overlay);
    root.setId("window-graph");
    root.getStyleClass().add("window-graph");
    root.setMinSize(0, 0);
    root.setFocusTraversable(true);
    root.setCursor(Cursor.CROSSHAIR);
    root.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    root.setAccessibleHelp(Texts.of("graph.help"));
    root.setOnMouseMoved(this::move);
    root.setOnMouseExited(_ -> follow(null));
    root.setOnMousePressed(this::press);
    root.setOnMouseDragged(this::drag);
    root.setOnMouseReleased(this::release);
    root.setOnMouseClicked(this::click);
    root.setOnScroll(this::scroll);
    root.setOnKeyPressed(this::key);
  }

  Node node() {
    return root;
  }

  /** Draws the graph again, and says to screen readers what it shows. */
  void redraw() {
    root.setAccessibleText(Texts.of("graph.spoken", model.text().title(), model.text().facts()));
    graph.redraw();
    overlay.redraw();
  }

  /** Zooms in time around the middle. */
  void zoomTime(double factor) {
    change(
        (shown, view) ->
            view.zoomedInTime(
                view.time().startNanos() + view.time().durationNanos() / 2, factor, shown));
  }

  /** Zooms in sequence numbers around the middle. */
  void zoomSequence(double factor) {
    WindowGraphLayout current = layout;
    if (current != null) {
      long middle =
          current.sequence().valueAt((current.upper().top() + current.upper().bottom()) / 2);
      change((_, view) -> view.zoomedInSequence(middle, factor, current.visibleSequence()));
    }
  }

  private void change(BiFunction<WindowGraph, WindowGraphViewport, WindowGraphViewport> next) {
    WindowGraph shown = model.graphProperty().get();
    WindowGraphViewport view = model.viewportProperty().get();
    if (shown != null && view != null) {
      model.look(next.apply(shown, view));
    }
  }

  private List<Mark> marks(double width, double height, TextMeter meter) {
    WindowGraph shown = model.graphProperty().get();
    WindowGraphViewport view = model.viewportProperty().get();
    if (shown == null || view == null) {
      layout = null;
      return List.of();
    }
    WindowGraphLayout next = new WindowGraphLayout(shown, view, model.look(), width, height, meter);
    layout = next;
    return next.marks();
  }

  private List<Mark> overlayMarks(double width, double height, TextMeter meter) {
    WindowGraphLayout current = layout;
    Point2D at = mouse;
    if (current == null || at == null) {
      return List.of();
    }
    ZoomBox box = box(at);
    if (box != null) {
      return box.marks(current);
    }
    return new Crosshair(
            current, at.getX(), at.getY(), model.readout(current, at.getX(), at.getY()))
        .marks(model.choice().crosshairProperty().get(), meter);
  }

  private @Nullable ZoomBox box(Point2D to) {
    Point2D from = pressed;
    return from == null || isMoving
        ? null
        : new ZoomBox(from.getX(), from.getY(), to.getX(), to.getY());
  }

  private void move(MouseEvent event) {
    follow(new Point2D(event.getX(), event.getY()));
  }

  private void follow(@Nullable Point2D to) {
    mouse = to;
    overlay.redraw();
  }

  private void press(MouseEvent event) {
    root.requestFocus();
    boolean isOther = event.isShiftDown() || event.getButton() == MouseButton.MIDDLE;
    isMoving = isOther != model.choice().dragMovesProperty().get();
    if (isOther || event.getButton() == MouseButton.PRIMARY) {
      pressed = new Point2D(event.getX(), event.getY());
    }
  }

  private void drag(MouseEvent event) {
    Point2D from = mouse;
    move(event);
    if (isMoving && from != null) {
      pan(event.getX() - from.getX(), event.getY() - from.getY());
    }
  }

  private void pan(double right, double down) {
    WindowGraphLayout current = layout;
    if (current == null) {
      return;
    }
    change(
        (shown, view) -> {
          WindowGraphViewport moved = view.movedInTime(-right / current.upper().width(), shown);
          return moved.sequence() == null
              ? moved
              : moved.movedInSequence(down / current.upper().height(), current.visibleSequence());
        });
  }

  private void release(MouseEvent event) {
    WindowGraphLayout current = layout;
    ZoomBox box = box(new Point2D(event.getX(), event.getY()));
    pressed = null;
    isMoving = false;
    if (box != null && current != null) {
      change((_, view) -> box.viewport(current, view).orElse(view));
    }
    overlay.redraw();
  }

  private void click(MouseEvent event) {
    WindowGraphLayout current = layout;
    if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress() || current == null) {
      return;
    }
    if (event.getClickCount() == 2) {
      model.showAll();
    } else {
      current.packetAt(event.getX(), event.getY()).ifPresent(point -> model.select(point.packet()));
    }
  }

  private void scroll(ScrollEvent event) {
    WindowGraphLayout current = layout;
    if (current == null) {
      return;
    }
    // with Shift many systems turn the wheel sideways
    double delta = event.getDeltaY() == 0 ? event.getDeltaX() : event.getDeltaY();
    double factor = Math.pow(NOTCH, delta / NOTCH_DELTA);
    long nanos = current.time().nanosAt(event.getX());
    long value = current.sequence().valueAt(event.getY());
    boolean isSequence = event.isShiftDown() || event.isShortcutDown();
    boolean isTime = !event.isShiftDown();
    change(
        (shown, view) -> {
          WindowGraphViewport next = isTime ? view.zoomedInTime(nanos, factor, shown) : view;
          return isSequence
              ? next.zoomedInSequence(value, factor, current.visibleSequence())
              : next;
        });
    event.consume();
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    double step = event.isShiftDown() ? FINE_STEP : STEP;
    switch (event.getCode()) {
      case LEFT -> change((shown, view) -> view.movedInTime(-step, shown));
      case RIGHT -> change((shown, view) -> view.movedInTime(step, shown));
      case UP -> moveSequence(step);
      case DOWN -> moveSequence(-step);
      case PLUS, ADD, EQUALS -> zoomTime(NOTCH);
      case MINUS, SUBTRACT -> zoomTime(1 / NOTCH);
      case PAGE_UP -> zoomSequence(NOTCH);
      case PAGE_DOWN -> zoomSequence(1 / NOTCH);
      case HOME -> model.showAll();
      case PERIOD -> model.step(true);
      case COMMA -> model.step(false);
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void moveSequence(double share) {
    WindowGraphLayout current = layout;
    if (current != null) {
      change((_, view) -> view.movedInSequence(share, current.visibleSequence()));
    }
  }
}
