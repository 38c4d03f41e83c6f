package dev.stallscope.diagnosis;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The requests of one connection, so that those open at a time are found without a look at all. */
final class OpenRequests {
  static final OpenRequests NONE = of(List.of());

  /** No more are named at once: so many wait for each other only on hostile connections. */
  private static final int MOST = 1000;

  private final List<Exchange> byStart;

  /** When the latest of the requests up to each had ended. */
  private final long[] latestEnds;

  private OpenRequests(List<Exchange> byStart, long[] latestEnds) {
    this.byStart = byStart;
    this.latestEnds = latestEnds;
  }

  static OpenRequests of(List<Exchange> requests) {
    List<Exchange> sorted = new ArrayList<>(requests);
    sorted.sort(Comparator.comparingLong(exchange -> exchange.span().startNanos()));
    long[] ends = new long[sorted.size()];
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < ends.length; i++) {
      latest = Math.max(latest, sorted.get(i).span().endNanos());
      ends[i] = latest;
    }
    return new OpenRequests(List.copyOf(sorted), ends);
  }

  /** All of them. */
  List<Exchange> byStart() {
    return byStart;
  }

  /** The requests that were open during a part of the span, by start. */
  List<Exchange> during(TimeSpan span) {
    List<Exchange> open = new ArrayList<>();
    for (int i = firstEndingAfter(span.startNanos()); i < byStart.size(); i++) {
      Exchange exchange = byStart.get(i);
      if (exchange.span().startNanos() > span.endNanos() || open.size() == MOST) {
        break;
      }
      if (exchange.span().overlaps(span)) {
        open.add(exchange);
      }
    }
    return open;
  }

  /** The first request with one up to it that ends at the time or later. */
  private int firstEndingAfter(long nanos) {
    return Ascending.first(latestEnds.length, i -> latestEnds[i] >= nanos);
  }
}
