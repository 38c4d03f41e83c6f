package dev.stallscope.ui.waterfall;

import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** Zooms and moves the time axis with wheel, drag and keys over a node. */
final class AxisControl {
  /** Of one step of a wheel, 40 pixels. */
  private static final double FACTOR_PER_PIXEL = 1.006;

  private static final double KEY_FACTOR = 1.5;
  private static final double KEY_STEP = 0.1;
  private static final double LEAST_DRAG = 4;

  private final WaterfallViewModel model;
  private final RowDrawing drawing;
  private double pressedAt;
  private double draggedTo;
  private boolean isHeld;
  private boolean isDragging;

  AxisControl(WaterfallViewModel model, RowDrawing drawing) {
    this.model = model;
    this.drawing = drawing;
  }

  /** Listens before the node itself, which would scroll and select. */
  void attach(Node node) {
    node.addEventFilter(ScrollEvent.SCROLL, this::scroll);
    node.addEventFilter(MouseEvent.MOUSE_PRESSED, this::press);
    node.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::drag);
    node.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> isHeld = false);
    node.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  void zoomIn() {
    model.axis().zoom(0.5, KEY_FACTOR);
  }

  void zoomOut() {
    model.axis().zoom(0.5, 1 / KEY_FACTOR);
  }

  void earlier() {
    model.axis().pan(-KEY_STEP);
  }

  void later() {
    model.axis().pan(KEY_STEP);
  }

  /** The part of the axis at an x, from 0 to 1. */
  private double part(double x) {
    return Math.clamp((x - drawing.scale().left()) / width(), 0, 1);
  }

  private double width() {
    return drawing.scale().right() - drawing.scale().left();
  }

  private void scroll(ScrollEvent event) {
    if (event.isShortcutDown()) {
      model.axis().zoom(part(event.getX()), Math.pow(FACTOR_PER_PIXEL, event.getDeltaY()));
      event.consume();
    } else if (event.getDeltaX() != 0) {
      model.axis().pan(-event.getDeltaX() / width());
      event.consume();
    } else if (event.isShiftDown()) {
      model.axis().pan(-event.getDeltaY() / width());
      event.consume();
    }
  }

  private void press(MouseEvent event) {
    isHeld = event.getButton() == MouseButton.PRIMARY && event.getX() >= drawing.scale().left();
    isDragging = false;
    pressedAt = event.getX();
    draggedTo = pressedAt;
  }

  private void drag(MouseEvent event) {
    isDragging = isDragging || isHeld && Math.abs(event.getX() - pressedAt) >= LEAST_DRAG;
    if (isHeld && isDragging) {
      model.axis().pan((draggedTo - event.getX()) / width());
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
      case DIGIT0, NUMPAD0 -> model.axis().showAll();
      case ENTER -> model.zoomToSelected();
      default -> {
        return;
      }
    }
    event.consume();
  }
}
