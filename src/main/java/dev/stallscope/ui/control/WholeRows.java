package dev.stallscope.ui.control;

import javafx.scene.control.ListView;
import javafx.scene.layout.Region;

/**
 * The place of a list of rows that are all as high: as many of them as can be seen whole, so that
 * none is cut wherever the list jumps to. What is left of the place stays free below.
 */
public final class WholeRows extends Region {
  private final ListView<?> list;

  public WholeRows(ListView<?> list) {
    this.list = list;
    getChildren().add(list);
    list.fixedCellSizeProperty().addListener((_, _, _) -> requestLayout());
    setMinSize(0, 0);
  }

  @Override
  protected void layoutChildren() {
    double row = list.getFixedCellSize();
    double height = row > 0 && getHeight() >= row ? whole(row) : getHeight();
    list.resizeRelocate(0, 0, getWidth(), height);
  }

  private double whole(double row) {
    return Math.ceil(Math.floor(getHeight() / row) * row);
  }
}
