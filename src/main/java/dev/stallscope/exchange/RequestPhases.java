package dev.stallscope.exchange;

import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The phases of a request's own time: send, wait, receive; and blocked, where the answer to an
 * earlier request of the same connection had to pass first (pipelining, RFC 9112 section 9.3.2). An
 * answer that finds its request by a key waits for no other.
 */
final class RequestPhases {
  private RequestPhases() {}

  /** Sets the phases of one connection's exchanges, which are in the order of their requests. */
  static void set(List<ExchangeDraft> drafts) {
    long formerEndNanos = Long.MIN_VALUE;
    for (ExchangeDraft draft : drafts) {
      if (draft.kind == ExchangeKind.REQUEST) {
        boolean isInOrder = isInOrder(draft.response);
        draft.ownPhases = phases(draft, isInOrder ? formerEndNanos : Long.MIN_VALUE);
        if (draft.response != null && isInOrder) {
          formerEndNanos = Math.max(formerEndNanos, draft.response.span().lastNanos());
        }
      } else {
        draft.coverWith(Phase.DNS);
      }
    }
  }

  private static boolean isInOrder(@Nullable Message response) {
    return response == null || response.correlation() instanceof Correlation.InOrder;
  }

  private static List<Timing> phases(ExchangeDraft draft, long formerEndNanos) {
    long start = draft.ownStartNanos;
    long end = draft.endNanos;
    long responseStart =
        draft.response == null ? end : clamp(draft.response.span().firstNanos(), start, end);
    long sendEnd =
        draft.request == null
            ? start
            : clamp(draft.request.span().lastNanos(), start, responseStart);
    long waitStart = clamp(formerEndNanos, sendEnd, responseStart);
    List<Timing> phases = new ArrayList<>(4);
    add(phases, Phase.SEND, start, sendEnd);
    add(phases, Phase.BLOCKED, sendEnd, waitStart);
    add(phases, Phase.WAIT, waitStart, responseStart);
    add(phases, Phase.RECEIVE, responseStart, end);
    if (phases.isEmpty()) {
      phases.add(new Timing(Phase.SEND, new TimeSpan(start, end)));
    }
    return phases;
  }

  private static void add(List<Timing> phases, Phase phase, long startNanos, long endNanos) {
    if (endNanos > startNanos) {
      phases.add(new Timing(phase, new TimeSpan(startNanos, endNanos)));
    }
  }

  private static long clamp(long nanos, long low, long high) {
    return Math.max(low, Math.min(high, nanos));
  }
}
