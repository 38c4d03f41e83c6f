package dev.stallscope.report;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.LostTimes;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * The waterfall in characters: a row for each exchange that nobody else waited for, its phases as a
 * bar, stalls marked in it.
 */
final class WaterfallText {
  private static final int LABEL_COLUMNS = 34;
  private static final int STATUS_COLUMNS = 9;
  private static final int DURATION_COLUMNS = 9;
  private static final int BAR_COLUMNS =
      Page.WIDTH - LABEL_COLUMNS - STATUS_COLUMNS - DURATION_COLUMNS - 3;

  /** Rows that fit a screen; of more, those are drawn that lost or took most. */
  private static final int MAX_ROWS = 24;

  /** Label, status and duration, in the columns above. */
  private static final String ROW = "%-34s %-9s%9s  ";

  private static final char STALL = '▒';

  private final Page page;
  private final Ink ink;
  private final long startNanos;
  private final long endNanos;
  private final double nanosPerColumn;

  private WaterfallText(Page page, List<Exchange> rows) {
    this.page = page;
    ink = page.ink();
    startNanos = rows.stream().mapToLong(row -> row.span().startNanos()).min().orElse(0);
    endNanos = rows.stream().mapToLong(row -> row.span().endNanos()).max().orElse(0);
    nanosPerColumn = Math.max(1, (double) (endNanos - startNanos) / BAR_COLUMNS);
  }

  static void write(Analysis analysis, Page page) throws IOException {
    LostTimes lost = analysis.lostTimes();
    List<Exchange> rows =
        analysis.measurements().exchanges().stream()
            .filter(exchange -> !exchange.isPartOfParent())
            .toList();
    if (rows.isEmpty()) {
      page.line("No lookup, handshake or request was captured, so there is no waterfall to draw.");
      return;
    }
    List<Exchange> shown = shown(rows, lost);
    WaterfallText text = new WaterfallText(page, shown);
    text.header();
    for (Exchange exchange : shown) {
      text.row(exchange, lost.ofExchange(exchange.id()));
    }
    text.legend();
    if (rows.size() > shown.size()) {
      page.line(
          page.ink()
              .faint(
                  "Drawn are the %,d of %,d rows that lost or took most; --format json has all."
                      .formatted(shown.size(), rows.size())));
    }
  }

  /** A row before it is known whether there is room for it. */
  private record Candidate(Exchange row, long lostNanos, long durationNanos) {
    static Candidate of(Exchange row, LostTimes lost) {
      long nanos = lost.ofExchange(row.id()).stream().mapToLong(LostTime::lostNanos).sum();
      return new Candidate(row, nanos, row.durationNanos());
    }
  }

  /** Those worth a row, in the order of time. */
  private static List<Exchange> shown(List<Exchange> rows, LostTimes lost) {
    return rows.stream()
        .map(row -> Candidate.of(row, lost))
        .sorted(
            Comparator.comparingLong(Candidate::lostNanos)
                .thenComparingLong(Candidate::durationNanos)
                .reversed())
        .limit(MAX_ROWS)
        .map(Candidate::row)
        .sorted(Comparator.comparingInt(Exchange::id))
        .toList();
  }

  private void header() throws IOException {
    String end = DurationText.of(endNanos - startNanos);
    String ruler = "0" + " ".repeat(Math.max(1, BAR_COLUMNS - 1 - end.length())) + end;
    page.line(ink.bold(ROW.formatted("Waterfall", "status", "time")) + ink.faint(ruler));
  }

  private void row(Exchange exchange, List<LostTime> lost) throws IOException {
    String status = exchange.status().orElse(exchange.isFailed() ? "no answer" : "");
    page.line(
        ROW.formatted(
                page.cut(exchange.label(), LABEL_COLUMNS),
                page.cut(status, STATUS_COLUMNS),
                DurationText.of(exchange.durationNanos()))
            + " ".repeat(column(exchange.span().startNanos()))
            + bar(exchange, lost));
  }

  private String bar(Exchange exchange, List<LostTime> lost) {
    StringBuilder bar = new StringBuilder();
    int from = column(exchange.span().startNanos());
    int to = Math.max(from + 1, column(exchange.span().endNanos()));
    for (int column = from; column < to; column++) {
      long middle = startNanos + (long) ((column + 0.5) * nanosPerColumn);
      Phase phase = phaseAt(exchange, middle);
      boolean isStalled =
          lost.stream()
              .anyMatch(stall -> middle >= stall.startNanos() && middle < stall.endNanos());
      bar.append(
          isStalled
              ? ink.stall(String.valueOf(STALL))
              : ink.of(phase, String.valueOf(mark(phase))));
    }
    return bar.toString();
  }

  private static Phase phaseAt(Exchange exchange, long nanos) {
    Phase phase = Phase.WAIT;
    for (PhaseTimings.Timing timing : exchange.phases().timings()) {
      TimeSpan span = timing.span();
      phase = timing.phase();
      if (nanos < span.endNanos()) {
        break;
      }
    }
    return phase;
  }

  private int column(long nanos) {
    return Math.clamp((long) ((nanos - startNanos) / nanosPerColumn), 0, BAR_COLUMNS - 1);
  }

  private static char mark(Phase phase) {
    return switch (phase) {
      case BLOCKED -> '·';
      case DNS -> 'd';
      case CONNECT -> 'c';
      case TLS -> 't';
      case SEND -> '>';
      case WAIT -> '-';
      case RECEIVE -> '█';
    };
  }

  private void legend() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Phase phase : Phase.values()) {
      text.append(ink.of(phase, String.valueOf(mark(phase))))
          .append(' ')
          .append(phase.id())
          .append("  ");
    }
    page.line(text + ink.stall(String.valueOf(STALL)) + " lost time");
  }
}
