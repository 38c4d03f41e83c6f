package dev.stallscope.ui.waterfall;

import dev.stallscope.ui.control.ChartCell;
import java.util.function.IntConsumer;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/** Tells which row the mouse is on while Shift is held, and -1 while there is none. */
final class PointedRow {
  private final IntConsumer listener;
  private int row = -1;
  private boolean isHeld;

  private PointedRow(IntConsumer listener) {
    this.listener = listener;
  }

  static void follow(Node list, IntConsumer listener) {
    PointedRow pointed = new PointedRow(listener);
    list.addEventFilter(MouseEvent.MOUSE_MOVED, pointed::move);
    list.addEventFilter(MouseEvent.MOUSE_EXITED, _ -> pointed.at(-1, pointed.isHeld));
    // the keyboard may be anywhere
    list.sceneProperty().addListener((_, _, scene) -> pointed.listen(scene));
    pointed.listen(list.getScene());
  }

  private void listen(@Nullable Scene scene) {
    if (scene != null) {
      scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> key(event, true));
      scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> key(event, false));
    }
  }

  private void key(KeyEvent event, boolean isPressed) {
    if (event.getCode() == KeyCode.SHIFT) {
      at(row, isPressed);
    }
  }

  private void move(MouseEvent event) {
    at(rowOf(event.getTarget()), event.isShiftDown());
  }

  private static int rowOf(EventTarget target) {
    Node node = target instanceof Node hit ? hit : null;
    while (node != null && !(node instanceof ChartCell)) {
      node = node.getParent();
    }
    return node instanceof ChartCell cell && cell.getItem() != null ? cell.getItem() : -1;
  }

  private void at(int next, boolean isShift) {
    row = next;
    isHeld = isShift;
    listener.accept(isHeld ? row : -1);
  }
}
