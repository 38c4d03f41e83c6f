package dev.stallscope.ui.waterfall;

import dev.stallscope.ui.text.Texts;
import java.util.Comparator;
import java.util.Locale;

/** What rows can be sorted by. */
public enum SortColumn {
  START,
  LABEL,
  STATUS,
  SIZE,
  DURATION;

  /** Ids of exchanges in ascending order; equal ones by start. */
  Comparator<Integer> order(ExchangeTable table) {
    return switch (this) {
      // ids are given by start
      case START -> Comparator.naturalOrder();
      case LABEL -> Comparator.comparing(table::label, String.CASE_INSENSITIVE_ORDER);
      case STATUS -> Comparator.comparing(table::status);
      case SIZE -> Comparator.comparingLong(id -> table.sizeBytes(id).orElse(-1));
      case DURATION -> Comparator.comparingLong(id -> table.exchange(id).durationNanos());
    };
  }

  /** Whether one wants to see the largest first. */
  boolean isLargestFirst() {
    return this == SIZE || this == DURATION;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return Texts.of("waterfall.column." + id());
  }
}
