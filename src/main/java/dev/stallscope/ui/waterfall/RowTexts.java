package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.report.SizeText;
import dev.stallscope.report.StallText;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the columns of a row say. */
final class RowTexts {
  /** From here on times are whole seconds as on the ruler, and as narrow as the others. */
  private static final long WHOLE_SECONDS = 100 * Nanos.PER_SECOND;

  /** From here on seconds have six digits. */
  private static final long WHOLE_DAYS = 100_000 * Nanos.PER_SECOND;

  private final WaterfallViewModel model;

  RowTexts(WaterfallViewModel model) {
    this.model = model;
  }

  WaterfallColumns.Texts of(int row) {
    return model
        .rows()
        .heading(row)
        .map(RowTexts::of)
        .orElseGet(() -> of(model.rows().exchange(row), model.rows().depth(row)));
  }

  private static WaterfallColumns.Texts of(RowList.Heading heading) {
    String label =
        heading.isFolded() ? Texts.of("waterfall.folded", heading.label()) : heading.label();
    String duration = DurationText.of(heading.span().durationNanos());
    return new WaterfallColumns.Texts("", label, "", "", duration, 0);
  }

  private WaterfallColumns.Texts of(int id, int depth) {
    ExchangeTable table = model.table();
    Exchange exchange = table.exchange(id);
    String size = table.sizeBytes(id).isPresent() ? SizeText.of(table.sizeBytes(id).orElse(0)) : "";
    return new WaterfallColumns.Texts(
        time(exchange.span().startNanos()),
        table.label(id),
        status(exchange),
        model.choice().columnsProperty().get().stream().map(column -> extra(column, id)).toList(),
        size,
        // of what was never answered only the question may have been seen, at one moment
        DurationText.unlessZero(exchange.durationNanos()),
        depth);
  }

  /** What a column that was added says of an exchange. */
  private String extra(RowColumn column, int id) {
    return switch (column) {
      case ExchangeColumn known -> extra(known, id);
      case HeaderColumn header -> model.table().header(id, header.name());
    };
  }

  private String extra(ExchangeColumn column, int id) {
    ExchangeTable table = model.table();
    Exchange exchange = table.exchange(id);
    return switch (column) {
      case HOST -> table.host(id);
      case PROTOCOL -> table.protocol(id);
      case ADDRESS -> table.address(id);
      case CONNECTION -> exchange.connection() < 0 ? "" : Integer.toString(exchange.connection());
      case PRIORITY -> table.priority(id);
      case ANSWER -> table.answerNanos(id).stream().mapToObj(this::time).findFirst().orElse("");
      case END -> time(exchange.span().endNanos());
      case LATENCY ->
          table.latencyNanos(id).stream().mapToObj(DurationText::of).findFirst().orElse("");
      case LOST -> table.lostNanos(id) == 0 ? "" : DurationText.of(table.lostNanos(id));
      case START, LABEL, STATUS, SIZE, DURATION -> "";
    };
  }

  /** A time from what is called 0. */
  String time(long epochNanos) {
    long nanos = epochNanos - model.axis().zeroNanosProperty().get();
    if (Math.abs(nanos) >= WHOLE_SECONDS) {
      return Math.abs(nanos) < WHOLE_DAYS
          ? "%,d s".formatted(Math.round((double) nanos / Nanos.PER_SECOND))
          : "%,.1f d".formatted((double) nanos / Nanos.PER_DAY);
    }
    return nanos == 0 ? Texts.of("waterfall.zero") : DurationText.of(nanos);
  }

  static String status(Exchange exchange) {
    String missing = exchange.isFailed() ? Texts.of("waterfall.no-answer") : "";
    return exchange.status().orElse(missing);
  }

  WaterfallColumns.Emphasis emphasis(int row) {
    int id = model.rows().exchange(row);
    if (id < 0) {
      return new WaterfallColumns.Emphasis(Tone.DIM, Tone.DIM, true);
    }
    Exchange exchange = model.table().exchange(id);
    Tone status =
        exchange.isFailed()
            ? Tone.MAJOR
            : status(exchange).matches("3\\d\\d") ? Tone.MINOR : Tone.DIM;
    boolean isMostlyLost = 2 * model.table().lostNanos(id) > exchange.durationNanos();
    return new WaterfallColumns.Emphasis(status, isMostlyLost ? Tone.STALL : Tone.TEXT, false);
  }

  /** A row as a screen reader says it. */
  String spoken(int row) {
    WaterfallColumns.Texts texts = of(row);
    int id = model.rows().exchange(row);
    Stream<String> stalls =
        id < 0 ? Stream.empty() : model.table().lost(id).stream().map(RowTexts::stall);
    Stream<String> own = Stream.of(texts.label(), texts.status(), texts.size(), texts.duration());
    Stream<String> pinned =
        model.isPinned(row) ? Stream.of(Texts.of("waterfall.pinned")) : Stream.empty();
    return Stream.of(own, spokenExtras(texts), pinned, stalls)
        .flatMap(Function.identity())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private Stream<String> spokenExtras(WaterfallColumns.Texts texts) {
    List<RowColumn> columns = model.choice().columnsProperty().get();
    return IntStream.range(0, texts.extras().size())
        .filter(i -> !texts.extras().get(i).isEmpty())
        .mapToObj(i -> columns.get(i).title() + " " + texts.extras().get(i));
  }

  static String stall(LostTime stall) {
    return Texts.of(
        "waterfall.stall", StallText.ofRule(stall.rule()), DurationText.of(stall.durationNanos()));
  }

  /** A row for a table in another program: cells parted by tabs. */
  String tabbed(int row) {
    WaterfallColumns.Texts texts = of(row);
    return Stream.of(
            Stream.of(texts.start(), texts.label(), texts.status()),
            texts.extras().stream(),
            Stream.of(texts.size(), texts.duration()))
        .flatMap(Function.identity())
        .collect(Collectors.joining("\t"));
  }
}
