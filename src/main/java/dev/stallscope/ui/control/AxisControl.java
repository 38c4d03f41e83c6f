package dev.stallscope.ui.control;

import dev.stallscope.chart.TimeScale;
import dev.stallscope.ui.workspace.TimeAxis;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** Zooms and moves the time axis with wheel, drag and keys over a node. */
public final class AxisControl {
  /** Of one step of a wheel, 40 pixels. */
  private static final double FACTOR_PER_PIXEL = 1.006;

  private static final double KEY_FACTOR = 1.5;
  private static final double KEY_STEP = 0.1;
  private static final double LEAST_DRAG = 4;

  private final TimeAxis axis;
  private final Supplier<TimeScale> scale;
  private final Runnable zoomToSelected;
  private double pressedAt;
  private double draggedTo;
  private boolean isHeld;
  private boolean isDragging;

  /**
   * @param scale on which the axis is drawn
   * @param zoomToSelected shows the time of what is selected
   */
  public AxisControl(TimeAxis axis, Supplier<TimeScale> scale, Runnable zoomToSelected) {
    this.axis = axis;
    this.scale = scale;
    this.zoomToSelected = zoomToSelected;
  }

  /** Listens before the node itself, which would scroll and select. */
  public void attach(Node node) {
    node.addEventFilter(ScrollEvent.SCROLL, this::scroll);
    node.addEventFilter(MouseEvent.MOUSE_PRESSED, this::press);
    node.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::drag);
    node.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> isHeld = false);
    node.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  public void zoomIn() {
    axis.zoom(0.5, KEY_FACTOR);
  }

  public void zoomOut() {
    axis.zoom(0.5, 1 / KEY_FACTOR);
  }

  public void earlier() {
    axis.pan(-KEY_STEP);
  }

  public void later() {
    axis.pan(KEY_STEP);
  }

  /** The part of the axis at an x, from 0 to 1. */
  private double part(double x) {
    return Math.clamp((x - scale.get().left()) / width(), 0, 1);
  }

  private double width() {
    return scale.get().right() - scale.get().left();
  }

  private void scroll(ScrollEvent event) {
    if (event.isShortcutDown()) {
      axis.zoom(part(event.getX()), Math.pow(FACTOR_PER_PIXEL, event.getDeltaY()));
      event.consume();
    } else if (event.getDeltaX() != 0) {
      axis.pan(-event.getDeltaX() / width());
      event.consume();
    } else if (event.isShiftDown()) {
      axis.pan(-event.getDeltaY() / width());
      event.consume();
    }
  }

  private void press(MouseEvent event) {
    isHeld = event.getButton() == MouseButton.PRIMARY && event.getX() >= scale.get().left();
    isDragging = false;
    pressedAt = event.getX();
    draggedTo = pressedAt;
  }

  private void drag(MouseEvent event) {
    isDragging = isDragging || isHeld && Math.abs(event.getX() - pressedAt) >= LEAST_DRAG;
    if (isHeld && isDragging) {
      axis.pan((draggedTo - event.getX()) / width());
      draggedTo = event.getX();
      event.consume();
    }
  }

  private void key(KeyEvent event) {
    if (event.isAltDown() || event.isShortcutDown()) {
      return;
    }
    switch (event.getCode()) {
      case PLUS, EQUALS, ADD -> zoomIn();
      case MINUS, SUBTRACT -> zoomOut();
      case LEFT -> earlier();
      case RIGHT -> later();
      case DIGIT0, NUMPAD0 -> axis.showAll();
      case ENTER -> zoomToSelected.run();
      default -> {
        return;
      }
    }
    event.consume();
  }
}
