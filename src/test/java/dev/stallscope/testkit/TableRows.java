package dev.stallscope.testkit;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;

/** Which rows of a table are on the screen. To be asked on the FX thread. */
public final class TableRows {
  private TableRows() {}

  /** Whether all of a row can be seen. */
  public static boolean isInSight(TableView<?> table, int row) {
    return rows(table).stream()
        .filter(cell -> cell.getIndex() == row)
        .map(cell -> place(cell, table))
        .anyMatch(at -> at.getMinY() >= top(table) - 1 && at.getMaxY() <= bottom(table) + 1);
  }

  /** Rows of which a part is out of sight. */
  public static List<Integer> cut(TableView<?> table) {
    return rows(table).stream()
        .filter(
            cell ->
                place(cell, table).getMinY() < top(table) - 0.5
                    || place(cell, table).getMaxY() > bottom(table) + 1)
        .map(TableRow::getIndex)
        .toList();
  }

  private static double top(TableView<?> table) {
    return ((Region) table.lookup(".column-header-background")).getHeight();
  }

  private static double bottom(TableView<?> table) {
    Region bar = (Region) table.lookup(".scroll-bar:horizontal");
    return table.getHeight() - (bar.isVisible() ? bar.getHeight() : 0);
  }

  private static Bounds place(Node cell, TableView<?> table) {
    return table.sceneToLocal(cell.localToScene(cell.getLayoutBounds()));
  }

  /** Those of which more than nothing can be seen, from the top. */
  public static List<TableRow<?>> rows(TableView<?> table) {
    return table.lookupAll(".table-row-cell").stream()
        .<TableRow<?>>map(TableRow.class::cast)
        .filter(row -> row.isVisible() && !row.isEmpty())
        .filter(
            row ->
                place(row, table).getMaxY() > top(table) + 0.5
                    && place(row, table).getMinY() < bottom(table) - 1)
        .sorted((one, other) -> Integer.compare(one.getIndex(), other.getIndex()))
        .toList();
  }
}
