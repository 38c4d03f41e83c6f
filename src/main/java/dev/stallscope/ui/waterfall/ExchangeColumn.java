package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.ui.text.Texts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What is known of every exchange; columns with a width can be added. */
public enum ExchangeColumn implements RowColumn {
  START(0),
  LABEL(0),
  STATUS(0),
  HOST(128),
  PROTOCOL(68),
  ADDRESS(112),
  CONNECTION(50),
  PRIORITY(72),
  ANSWER(60),
  END(60),
  LATENCY(62),
  LOST(62),
  SIZE(0),
  DURATION(0);

  private final double width;

  /**
   * One column.
   *
   * @param width in logical pixels; 0 for one that is always there
   */
  ExchangeColumn(double width) {
    this.width = width;
  }

  /** Those that are there when they are asked for. */
  static List<ExchangeColumn> optional() {
    return Arrays.stream(values()).filter(column -> column.width > 0).toList();
  }

  @Override
  public Comparator<Integer> order(ExchangeTable table) {
    return switch (this) {
      // ids are given by start
      case START -> Comparator.naturalOrder();
      case LABEL -> Comparator.comparing(table::label, String.CASE_INSENSITIVE_ORDER);
      case STATUS -> Comparator.comparing(table::status);
      case HOST -> Comparator.comparing(table::host);
      case PROTOCOL -> Comparator.comparing(table::protocol);
      case ADDRESS -> Comparator.comparing(table::address);
      case CONNECTION -> Comparator.comparingInt(id -> table.exchange(id).connection());
      case PRIORITY -> Comparator.comparing(table::priority);
      case ANSWER -> Comparator.comparingLong(id -> table.answerNanos(id).orElse(Long.MAX_VALUE));
      case END -> Comparator.comparingLong(id -> table.exchange(id).span().endNanos());
      case LATENCY -> Comparator.comparingLong(id -> table.latencyNanos(id).orElse(-1));
      case LOST -> Comparator.comparingLong(table::lostNanos);
      case SIZE -> Comparator.comparingLong(id -> table.sizeBytes(id).orElse(-1));
      case DURATION -> Comparator.comparingLong(id -> table.exchange(id).durationNanos());
    };
  }

  @Override
  public boolean isLargestFirst() {
    return switch (this) {
      case SIZE, DURATION, LATENCY, LOST -> true;
      case START, LABEL, STATUS, HOST, PROTOCOL, ADDRESS, CONNECTION, PRIORITY, ANSWER, END ->
          false;
    };
  }

  @Override
  public WaterfallColumns.Extra extra() {
    return new WaterfallColumns.Extra(width, isText(), this == LOST ? Tone.STALL : Tone.DIM);
  }

  @Override
  public boolean isText() {
    return switch (this) {
      case LABEL, HOST, PROTOCOL, ADDRESS, PRIORITY -> true;
      case START, STATUS, SIZE, DURATION, CONNECTION, ANSWER, END, LATENCY, LOST -> false;
    };
  }

  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String kept() {
    return name();
  }

  @Override
  public String title() {
    return Texts.of("waterfall.column." + id());
  }

  @Override
  public String explanation() {
    return Texts.of("waterfall.column-help." + id());
  }
}
