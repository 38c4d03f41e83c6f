package dev.stallscope.report.page;

import java.util.ArrayList;
import java.util.List;

/** Rows of labels beside a line: a label goes where nothing is yet. */
final class LabelRows {
  private final List<List<double[]>> rows = new ArrayList<>();

  LabelRows(int count) {
    for (int i = 0; i < count; i++) {
      rows.add(new ArrayList<>());
    }
  }

  /** The first row with room from {@code left} to {@code right}, taken by it; -1 if none has. */
  int place(double left, double right) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).stream().noneMatch(taken -> taken[0] < right && left < taken[1])) {
        rows.get(row).add(new double[] {left, right});
        return row;
      }
    }
    return -1;
  }
}
