package dev.stallscope.ui.waterfall;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.DisplayFilter;
import dev.stallscope.exchange.Exchange;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows as text for other programs. */
final class RowCopy {
  /** A filter of more rows is too long for a command line, and is of their connections instead. */
  private static final int MOST_APART = 200;

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

  /** Wireshark's filter for the packets of the rows, or of their connections if it is coarse. */
  String filter(List<Integer> rows, OpenCapture capture) {
    DisplayFilter filter = new DisplayFilter(capture);
    if (isCoarse(rows)) {
      return filter.ofConnections(
          exchanges(rows)
              .mapToInt(Exchange::connection)
              .filter(connection -> connection >= 0)
              .sorted()
              .distinct()
              .toArray());
    }
    List<String> parts =
        exchanges(rows).map(filter::ofExchange).filter(part -> !part.isEmpty()).distinct().toList();
    return parts.size() == 1
        ? parts.getFirst()
        : parts.stream().map(part -> "(" + part + ")").collect(Collectors.joining(" || "));
  }

  /** Whether the filter for the rows lets more than their packets through. */
  boolean isCoarse(List<Integer> rows) {
    return exchanges(rows).limit(MOST_APART + 1L).count() > MOST_APART;
  }

  private Stream<Exchange> exchanges(List<Integer> rows) {
    return rows.stream()
        .map(model.rows()::exchange)
        .filter(id -> id >= 0)
        .map(model.table()::exchange);
  }
}
