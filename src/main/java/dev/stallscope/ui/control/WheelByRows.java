package dev.stallscope.ui.control;

import javafx.scene.control.IndexedCell;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.ScrollEvent;

/**
 * Moves rows that are all as high by whole ones where a wheel is turned, so that none is cut at the
 * top. What a touchpad sends has no notches and moves them by pixels, as everywhere.
 */
final class WheelByRows {
  private final Rows rows;

  /** Pixels that were turned and have moved nothing yet, up positive. */
  private double pending;

  private WheelByRows(Rows rows) {
    this.rows = rows;
  }

  static void install(Rows rows) {
    rows.control().addEventFilter(ScrollEvent.SCROLL, new WheelByRows(rows)::scroll);
  }

  private void scroll(ScrollEvent event) {
    double row = rows.height().get();
    if (row > 0
        && isNotch(event)
        && rows.control().lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
      IndexedCell<?> first = flow.getFirstVisibleCell();
      if (first != null) {
        pending = pending * event.getDeltaY() < 0 ? 0 : pending;
        pending += event.getDeltaY();
        long turned = (long) (pending / row);
        pending -= turned * row;
        double above = first.getIndex() * row - first.getLayoutY();
        flow.scrollPixels((Math.round(above / row) - turned) * row - above);
        event.consume();
      }
    }
  }

  private static boolean isNotch(ScrollEvent event) {
    boolean isPlain = !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown();
    boolean isUpright = event.getDeltaX() == 0 && event.getDeltaY() != 0;
    double notch = event.getMultiplierY();
    boolean isWhole = notch > 0 && event.getDeltaY() % notch == 0;
    return isPlain && isUpright && isWhole && !event.isInertia() && event.getTouchCount() == 0;
  }
}
