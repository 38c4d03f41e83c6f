package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.WaterfallColumns;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** What is known of a row: rows can be sorted by all of it. */
public sealed interface RowColumn permits ExchangeColumn, HeaderColumn {
  /** Ids of exchanges in ascending order. */
  Comparator<Integer> order(ExchangeTable table);

  /** Whether one wants to see the largest first. */
  boolean isLargestFirst();

  /** Its place among the bars, where it has been added. */
  WaterfallColumns.Extra extra();

  /** Whether it holds words, as opposed to numbers. */
  boolean isText();

  /** What it is called where nobody sees it. */
  String id();

  /** What it is kept as in settings. */
  String kept();

  /** What it is called on screen. */
  String title();

  /** What it holds, in a sentence. */
  String explanation();

  /** The column that was kept so; empty if there is none. */
  static Optional<RowColumn> of(String kept) {
    return Arrays.stream(ExchangeColumn.values())
        .filter(column -> column.kept().equals(kept))
        .map(RowColumn.class::cast)
        .findFirst()
        .or(() -> HeaderColumn.of(kept));
  }
}
