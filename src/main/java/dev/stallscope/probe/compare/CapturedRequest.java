package dev.stallscope.probe.compare;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.RunKind;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A request of a capture that got its whole answer.
 *
 * @param isCall whether it is a gRPC call
 * @param kind cold where it waited for its connection, resumed where that went on with a TLS
 *     session, else warm
 * @param receivedBytes of the answer as it was sent
 */
record CapturedRequest(
    Exchange exchange,
    HttpRequest content,
    boolean isCall,
    HttpVersion version,
    RunKind kind,
    long sentBytes,
    long receivedBytes,
    RoundTrips roundTrips) {
  long startNanos() {
    return exchange.span().startNanos();
  }

  long endNanos() {
    return exchange.span().endNanos();
  }

  Map<Phase, Long> phaseNanos() {
    Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      phases.put(phase, exchange.phases().durationNanos(phase));
    }
    return phases;
  }

  /** The same as a run of its own. */
  MeasuredRun run() {
    return new MeasuredRun(
        version,
        kind,
        exchange.id(),
        phaseNanos(),
        exchange.durationNanos(),
        sentBytes,
        receivedBytes,
        roundTrips,
        List.of(RunStep.of(content.target(), exchange.phases(), startNanos())));
  }

  /** The same as a request of a page. */
  PageRequest ofPage() {
    return new PageRequest(content.target(), kind, exchange.phases(), exchange.span(), roundTrips);
  }
}
