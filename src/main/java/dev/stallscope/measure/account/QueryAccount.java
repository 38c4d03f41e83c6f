package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import java.util.List;

/** The account of one DNS query over datagrams. */
final class QueryAccount {
  private QueryAccount() {}

  static List<CauseInterval> of(Exchange query, DatagramPaths paths) {
    IntervalCuts cuts = new IntervalCuts(query.span().startNanos(), query.span().endNanos());
    if (query.response().isEmpty()) {
      cuts.fill(
          StallCause.DNS_TIMEOUT,
          query.span().endNanos(),
          query.firstPacket(),
          query.lastPacket(),
          0.9);
      return cuts.intervals();
    }
    long answered = query.response().get().span().firstNanos();
    long asked = query.request().map(message -> message.span().lastNanos()).orElse(answered);
    // Asked again before the answer came: the last question is the one that was answered.
    cuts.fill(StallCause.DNS_TIMEOUT, asked, query.firstPacket(), query.lastPacket(), 0.9);
    cuts.fill(StallCause.NETWORK_ROUND_TRIP, asked + paths.roundTripNanos(query), 0.9);
    cuts.fill(
        StallCause.DNS_SLOW_ANSWER,
        query.span().endNanos(),
        query.firstPacket(),
        query.lastPacket(),
        0.9);
    return cuts.intervals();
  }
}
