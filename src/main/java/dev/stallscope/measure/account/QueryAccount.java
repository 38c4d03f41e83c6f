package dev.stallscope.measure.account;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.protocol.Message;
import java.util.List;
import java.util.stream.Stream;

/** The account of one DNS query over datagrams, with its repetitions under the same id. */
final class QueryAccount {
  private QueryAccount() {}

  static List<CauseInterval> of(Exchange query, DatagramPaths paths) {
    IntervalCuts cuts = new IntervalCuts(query.span().startNanos(), query.span().endNanos());
    long end = query.span().endNanos();
    if (query.response().isEmpty()) {
      cuts.fill(StallCause.DNS_TIMEOUT, end, query.firstPacket(), query.lastPacket(), 0.9);
      return cuts.intervals();
    }
    long answered = query.response().get().span().firstNanos();
    // Of several questions with one id the last one before the answer is taken to be answered.
    long asked =
        Stream.concat(query.request().stream(), query.interim().stream())
            .map(Message::span)
            .mapToLong(span -> span.firstNanos())
            .filter(nanos -> nanos <= answered)
            .max()
            .orElse(query.span().startNanos());
    cuts.fill(StallCause.DNS_TIMEOUT, asked, query.firstPacket(), query.lastPacket(), 0.9);
    cuts.fill(
        StallCause.NETWORK_ROUND_TRIP,
        asked + paths.roundTripNanos(query.client().address(), query.server()),
        0.9);
    cuts.fill(StallCause.DNS_SLOW_ANSWER, end, query.firstPacket(), query.lastPacket(), 0.9);
    return cuts.intervals();
  }
}
