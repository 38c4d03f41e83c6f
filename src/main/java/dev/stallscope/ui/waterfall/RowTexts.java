package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.report.SizeText;
import dev.stallscope.report.StallText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the columns of a row say. */
final class RowTexts {
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
        size,
        DurationText.of(exchange.durationNanos()),
        depth);
  }

  /** A time from what is called 0. */
  String time(long epochNanos) {
    long nanos = epochNanos - model.axis().zeroNanosProperty().get();
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
    return Stream.concat(
            Stream.of(texts.label(), texts.status(), texts.size(), texts.duration()), stalls)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  static String stall(LostTime stall) {
    return Texts.of(
        "waterfall.stall", StallText.ofRule(stall.rule()), DurationText.of(stall.durationNanos()));
  }

  /** A row for a table in another program: cells parted by tabs. */
  String tabbed(int row) {
    WaterfallColumns.Texts texts = of(row);
    return String.join(
        "\t", texts.start(), texts.label(), texts.status(), texts.size(), texts.duration());
  }
}
