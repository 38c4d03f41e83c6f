package dev.stallscope.ui.waterfall;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.DisplayFilter;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as text for other programs. */
final class RowCopy {
  /** More rows than a filter is of use for. */
  static final int MOST_IN_FILTER = 200;

  private final WaterfallViewModel model;
  private final RowTexts texts;

  RowCopy(WaterfallViewModel model, RowTexts texts) {
    this.model = model;
    this.texts = texts;
  }

  /** A line for each row, its cells parted by tabs. */
  String text(List<Integer> rows) {
    return rows.stream().map(texts::tabbed).collect(Collectors.joining("\n"));
  }

  /** Wireshark's filter for the packets of the rows; of the first ones where there are many. */
  String filter(List<Integer> rows, OpenCapture capture) {
    DisplayFilter filter = new DisplayFilter(capture);
    List<String> parts =
        rows.stream()
            .map(model.rows()::exchange)
            .filter(id -> id >= 0)
            .limit(MOST_IN_FILTER)
            .map(id -> filter.ofExchange(model.table().exchange(id)))
            .filter(part -> !part.isEmpty())
            .distinct()
            .toList();
    return parts.size() == 1
        ? parts.getFirst()
        : parts.stream().map(part -> "(" + part + ")").collect(Collectors.joining(" || "));
  }
}
