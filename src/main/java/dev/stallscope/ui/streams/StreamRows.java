package dev.stallscope.ui.streams;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.StreamRuns;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.measure.Measurements;
import dev.stallscope.report.Labels;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of one connection: first the connection itself, then its exchanges. Immutable. */
final class StreamRows {
  static final StreamRows NONE = new StreamRows(null, List.of(), List.of(), "");

  private final @Nullable StreamRuns runs;
  private final List<Exchange> exchanges;
  private final List<Extent> extents;
  private final String title;
  private final Map<Integer, Integer> rowOf = new HashMap<>();

  /** When the first and the last of some bytes came, and in how many pieces. */
  private record Extent(long firstNanos, long lastNanos, long bytes, int parts) {
    static Extent of(StreamRuns runs, int from, int to) {
      long first = Long.MAX_VALUE;
      long last = Long.MIN_VALUE;
      long bytes = 0;
      for (int run = from; run < to; run++) {
        first = Math.min(first, runs.arrivedNanos(run));
        last = Math.max(last, runs.arrivedNanos(run));
        bytes += runs.bytes(run);
      }
      return new Extent(first, last, bytes, to - from);
    }
  }

  private StreamRows(
      @Nullable StreamRuns runs, List<Exchange> exchanges, List<Extent> extents, String title) {
    this.runs = runs;
    this.exchanges = exchanges;
    this.extents = extents;
    this.title = title;
    for (int i = 0; i < exchanges.size(); i++) {
      rowOf.put(exchanges.get(i).id(), i + 1);
    }
  }

  static StreamRows of(OpenCapture capture, StreamRuns runs) {
    Measurements measured = capture.analysis().measurements();
    List<Exchange> exchanges =
        runs.rows().stream().map(row -> measured.exchanges().get(row.exchange())).toList();
    String title =
        Texts.of(
            "streams.title",
            Integer.toString(runs.connection()),
            measured.client(runs.connection()),
            measured.server(runs.connection()));
    List<Extent> extents = new ArrayList<>();
    extents.add(Extent.of(runs, 0, runs.size()));
    runs.rows().forEach(row -> extents.add(Extent.of(runs, row.from(), row.to())));
    return new StreamRows(runs, exchanges, extents, title);
  }

  /** How many, none where nothing was exchanged. */
  int size() {
    return exchanges.isEmpty() ? 0 : exchanges.size() + 1;
  }

  /** Whose the rows are, in words. */
  String title() {
    return title;
  }

  /** What has to be known about the rows; empty where they say all. */
  String note() {
    StreamRuns read = runs;
    if (read == null || exchanges.isEmpty()) {
      return "";
    }
    return read.size() == 0
        ? Texts.of("streams.unread")
        : read.isCut() ? Texts.of("streams.cut", read.size()) : pings(read.pings());
  }

  private static String pings(StreamRuns.Pings pings) {
    return pings.answered() == 0
        ? ""
        : Texts.of(
            "streams.pings",
            pings.answered(),
            DurationText.of(pings.leastNanos()),
            DurationText.of(pings.mostNanos()));
  }

  Optional<StreamRuns> runs() {
    return Optional.ofNullable(runs);
  }

  /** Id of the connection, or -1. */
  int connection() {
    return runs == null ? -1 : runs.connection();
  }

  /** The exchange of a row; empty for the connection's own. */
  Optional<Exchange> exchange(int row) {
    return row > 0 && row <= exchanges.size()
        ? Optional.of(exchanges.get(row - 1))
        : Optional.empty();
  }

  /** The row of an exchange, or -1. */
  int rowOf(int exchange) {
    return rowOf.getOrDefault(exchange, -1);
  }

  /** From when an exchange was asked to its end, set-up left out. */
  static TimeSpan asked(Exchange exchange) {
    long start =
        Stream.of(Phase.SEND, Phase.WAIT, Phase.RECEIVE)
            .flatMap(phase -> exchange.phases().span(phase).stream())
            .mapToLong(TimeSpan::startNanos)
            .findFirst()
            .orElse(exchange.span().startNanos());
    return new TimeSpan(start, Math.max(start, exchange.span().endNanos()));
  }

  /**
   * What the columns of a row say: for an exchange when its first byte came, how many bytes, and
   * from the first to the last.
   *
   * @param time says a time
   */
  WaterfallColumns.Texts texts(int row, LongFunction<String> time) {
    String label =
        exchange(row)
            .map(Labels.REDACTED::of)
            .orElseGet(() -> Texts.of("streams.all", exchanges.size()));
    String status = exchange(row).flatMap(Exchange::status).orElse("");
    Extent extent = extents.get(row);
    return extent.bytes() == 0
        ? new WaterfallColumns.Texts("", label, status, "", "", 0)
        : new WaterfallColumns.Texts(
            time.apply(extent.firstNanos()),
            label,
            status,
            SizeText.of(extent.bytes()),
            DurationText.of(extent.lastNanos() - extent.firstNanos()),
            0);
  }

  /** How many bytes a row's packets brought. */
  long bytes(int row) {
    return extents.get(row).bytes();
  }

  /** When the first of a row's bytes came; meaningful where there are some. */
  long firstNanos(int row) {
    return extents.get(row).firstNanos();
  }

  /** When the last of a row's bytes came; meaningful where there are some. */
  long lastNanos(int row) {
    return extents.get(row).lastNanos();
  }

  /** In how many pieces a row's bytes came, one for each packet that brought some. */
  int parts(int row) {
    return extents.get(row).parts();
  }

  /** All exchanges in the order of their rows. */
  List<Exchange> exchanges() {
    return exchanges;
  }

  /** A row as a screen reader says it. */
  String spoken(int row, LongFunction<String> time) {
    WaterfallColumns.Texts texts = texts(row, time);
    return Stream.of(texts.label(), texts.status(), texts.size(), texts.duration())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
