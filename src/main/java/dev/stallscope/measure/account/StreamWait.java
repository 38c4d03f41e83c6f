package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The time in which a server had the request of one stream, and said nothing of it.
 *
 * <p>A connection's time line knows one request at a time: when another stream asks something, it
 * gives the next round trip to that request's way. Whoever asked before waits for the server all
 * the same, for whose answer the others are no hindrance (RFC 9113 section 5).
 *
 * @param span from a round trip behind the request to the answer's first byte
 */
record StreamWait(TimeSpan span) {
  private static final double CONFIDENCE = 0.9;

  /**
   * The wait of an exchange; empty where requests take turns, or no answer came.
   *
   * @param roundTripNanos of the path, negative where unknown
   */
  static Optional<StreamWait> of(Exchange exchange, long roundTripNanos) {
    Optional<Message> answer = exchange.response();
    if (roundTripNanos < 0
        || exchange.kind() != ExchangeKind.REQUEST
        || exchange.isLongLived()
        || exchange.outOfTimeSinceNanos().isPresent()
        || answer.isEmpty()
        || !(answer.get().correlation() instanceof Correlation.ByKey)) {
      return Optional.empty();
    }
    return exchange
        .request()
        .map(request -> request.span().lastNanos() + roundTripNanos)
        .filter(arrived -> arrived < answer.get().span().firstNanos())
        .map(arrived -> new StreamWait(new TimeSpan(arrived, answer.get().span().firstNanos())));
  }

  /** The account in which the ways of other requests are the server's time. */
  List<CauseInterval> own(List<CauseInterval> account) {
    List<CauseInterval> own = new ArrayList<>(account.size());
    for (CauseInterval interval : account) {
      long from = Math.max(span.startNanos(), interval.startNanos());
      long to = Math.min(span.endNanos(), interval.endNanos());
      if (from >= to) {
        own.add(interval);
      } else if (interval.cause() == StallCause.NETWORK_ROUND_TRIP) {
        if (interval.startNanos() < from) {
          own.add(interval.part(interval.startNanos(), from));
        }
        add(own, thinking(interval, from, to));
        if (to < interval.endNanos()) {
          own.add(interval.part(to, interval.endNanos()));
        }
      } else {
        add(own, interval);
      }
    }
    return own;
  }

  private static CauseInterval thinking(CauseInterval way, long from, long to) {
    return new CauseInterval(
        StallCause.SLOW_SERVER_RESPONSE,
        from,
        to,
        to - from,
        way.firstPacket(),
        way.lastPacket(),
        Math.min(way.confidence(), CONFIDENCE));
  }

  /** What follows on the same wait goes on with it. */
  private static void add(List<CauseInterval> own, CauseInterval next) {
    boolean goesOn =
        !own.isEmpty()
            && next.cause() == StallCause.SLOW_SERVER_RESPONSE
            && own.getLast().cause() == next.cause();
    own.add(goesOn ? own.removeLast().joined(next) : next);
  }
}
