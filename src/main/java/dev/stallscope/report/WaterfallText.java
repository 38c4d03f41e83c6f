package dev.stallscope.report;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.measure.Stall;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The waterfall in characters: a row for each exchange that nobody else waited for, its phases as a
 * bar, stalls marked in it.
 */
final class WaterfallText {
  private static final int LABEL_COLUMNS = 34;
  private static final int STATUS_COLUMNS = 9;
  private static final int DURATION_COLUMNS = 9;
  private static final int BAR_COLUMNS =
      TextReport.WIDTH - LABEL_COLUMNS - STATUS_COLUMNS - DURATION_COLUMNS - 3;

  /** More rows than a person scrolls through; the JSON form has them all. */
  private static final int MAX_ROWS = 60;

  private static final char STALL = '▒';

  private final Labels labels;
  private final Ink ink;
  private final Appendable out;
  private final long startNanos;
  private final double nanosPerColumn;

  private WaterfallText(Labels labels, Ink ink, Appendable out, long startNanos, long endNanos) {
    this.labels = labels;
    this.ink = ink;
    this.out = out;
    this.startNanos = startNanos;
    nanosPerColumn = Math.max(1, (double) (endNanos - startNanos) / BAR_COLUMNS);
  }

  static void write(Analysis analysis, Labels labels, Ink ink, Appendable out) throws IOException {
    List<Exchange> rows =
        analysis.measurements().exchanges().stream().filter(WaterfallText::isRow).toList();
    if (rows.isEmpty()) {
      out.append("There is no exchange to draw: no request, lookup or connection was captured.\n");
      return;
    }
    List<Exchange> shown = rows.subList(0, Math.min(rows.size(), MAX_ROWS));
    long start = shown.stream().mapToLong(e -> e.span().startNanos()).min().orElse(0);
    long end = shown.stream().mapToLong(e -> e.span().endNanos()).max().orElse(0);
    Map<Integer, List<Stall>> stalls = new HashMap<>();
    for (Stall stall : analysis.measurements().stalls()) {
      stalls.computeIfAbsent(stall.exchange(), _ -> new ArrayList<>()).add(stall);
    }
    WaterfallText text = new WaterfallText(labels, ink, out, start, end);
    text.header(end);
    for (Exchange exchange : shown) {
      text.row(exchange, stalls.getOrDefault(exchange.id(), List.of()));
    }
    if (rows.size() > shown.size()) {
      out.append("… %,d more; --format json has them all\n".formatted(rows.size() - shown.size()));
    }
    text.legend();
  }

  private static boolean isRow(Exchange exchange) {
    return exchange.parent() < 0 || exchange.request().isPresent() && !isSetUp(exchange);
  }

  private static boolean isSetUp(Exchange exchange) {
    return switch (exchange.kind()) {
      case DNS, CONNECT, TLS -> true;
      case REQUEST -> false;
    };
  }

  private void header(long endNanos) throws IOException {
    String end = DurationText.of(endNanos - startNanos);
    String ruler = "0" + " ".repeat(Math.max(1, BAR_COLUMNS - 1 - end.length())) + end;
    out.append(ink.bold("%-34s %-9s%9s  ".formatted("Waterfall", "status", "time")))
        .append(ink.faint(ruler))
        .append('\n');
  }

  private void row(Exchange exchange, List<Stall> stalls) throws IOException {
    String status = exchange.status().orElse(exchange.isFailed() ? "no answer" : "");
    out.append(
        "%-34s %-9s%9s  "
            .formatted(
                Wrap.cut(labels.of(exchange), LABEL_COLUMNS),
                Wrap.cut(status, STATUS_COLUMNS),
                DurationText.of(exchange.durationNanos())));
    out.append(" ".repeat(column(exchange.span().startNanos())));
    bar(exchange, stalls);
    out.append('\n');
  }

  private void bar(Exchange exchange, List<Stall> stalls) throws IOException {
    int from = column(exchange.span().startNanos());
    int to = Math.max(from + 1, column(exchange.span().endNanos()));
    for (int column = from; column < to; column++) {
      long middle = startNanos + (long) ((column + 0.5) * nanosPerColumn);
      Phase phase = phaseAt(exchange, middle);
      boolean isStalled =
          stalls.stream()
              .anyMatch(stall -> middle >= stall.startNanos() && middle < stall.endNanos());
      out.append(
          isStalled
              ? ink.stall(String.valueOf(STALL))
              : ink.of(phase, String.valueOf(mark(phase))));
    }
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
    out.append(text).append(ink.stall(String.valueOf(STALL))).append(" stall\n");
  }
}
