package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Measurements;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The times in which the client of one connection over datagrams said that it wanted to ask more
 * than its server allowed at once.
 *
 * @param connection its id
 * @param waits by start, at least one
 */
record StreamPermits(int connection, List<TransportWait> waits) {
  /** Shorter waits are noticed by nobody (STALLS 2.5). */
  private static final long LEAST_NANOS = Nanos.ofMillis(100);

  /** Those of the connections on which it cost time. */
  static List<StreamPermits> of(Measurements measurements) {
    List<StreamPermits> all = new ArrayList<>();
    for (int id = measurements.connections().size(); id < measurements.connectionCount(); id++) {
      List<TransportWait> waits =
          measurements.datagramConnection(id).waits().stream()
              .filter(wait -> wait.kind() == TransportWait.Kind.STREAM_LIMIT)
              .toList();
      StreamPermits permits = new StreamPermits(id, waits);
      if (permits.nanos() >= LEAST_NANOS) {
        all.add(permits);
      }
    }
    return all;
  }

  private long nanos() {
    return waits.stream().mapToLong(TransportWait::durationNanos).sum();
  }

  private TransportWait longest() {
    return waits.stream().max(Comparator.comparingLong(TransportWait::durationNanos)).orElseThrow();
  }

  /** The finding's facts and claims. */
  FindingDraft describe(FindingDraft draft, Measurements measurements) {
    draft
        .connection(connection)
        .evidence(
            Evidence.duration("time waited", nanos()),
            Evidence.count("waits", waits.size(), "time"),
            Evidence.duration("longest wait", longest().durationNanos(), longest().lastPacket()));
    for (TransportWait wait : waits) {
      TimeSpan span = new TimeSpan(wait.startNanos(), wait.endNanos());
      draft.packet(wait.firstPacket()).packet(wait.lastPacket());
      draft.claim(new TimeClaim(-1, connection, span, span.durationNanos()));
    }
    measurements.exchanges().stream()
        .filter(exchange -> exchange.connection() == connection && hasWaited(exchange))
        .forEach(exchange -> draft.exchange(exchange.id()));
    return draft;
  }

  private boolean hasWaited(Exchange exchange) {
    return exchange
        .request()
        .filter(
            request ->
                request.correlation() instanceof Correlation.ByKey(Object key)
                    && waits.stream().anyMatch(wait -> wait.keys().contains(key)))
        .isPresent();
  }
}
