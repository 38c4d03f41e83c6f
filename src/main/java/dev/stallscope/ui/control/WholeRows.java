package dev.stallscope.ui.control;

import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;

/**
 * The place of a list or a table of rows that are all as high: as many of them as can be seen
 * whole, so that none is cut wherever it jumps to or a wheel moves it. What is left of the place
 * stays free below. Without rows all of it is for what is said then.
 */
public final class WholeRows extends Region {
  private final Rows rows;

  public WholeRows(ListView<?> list) {
    this(Rows.of(list));
  }

  public WholeRows(TableView<?> table) {
    this(Rows.of(table));
  }

  private WholeRows(Rows rows) {
    this.rows = rows;
    getChildren().add(rows.control());
    WheelByRows.install(rows);
    rows.height().addListener((_, _, _) -> requestLayout());
    rows.isEmpty().addListener((_, _, _) -> requestLayout());
    setMinSize(0, 0);
  }

  @Override
  protected void layoutChildren() {
    double row = rows.height().get();
    double around = rows.around();
    boolean hasWhole = row > 0 && getHeight() - around >= row && !rows.isEmpty().getValue();
    double height = hasWhole ? around + whole(getHeight() - around, row) : getHeight();
    rows.control().resizeRelocate(0, 0, getWidth(), height);
  }

  private static double whole(double height, double row) {
    return Math.ceil(Math.floor(height / row) * row);
  }
}
