package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedExchange.waiting;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamWindowWaitsTest {
  /** A response that comes until 50 ms and from {@code onMillis} on, over a path of 40 ms. */
  private static ScriptedTrace pausing(double onMillis) {
    ScriptedTrace trace = new ScriptedTrace().path(0, 40).syn(0).synAck(40).established(40);
    trace.data(41, CLIENT_TO_SERVER, 100).ack(81, SERVER_TO_CLIENT);
    trace.data(82, SERVER_TO_CLIENT, 1000).ack(82, CLIENT_TO_SERVER);
    return trace.data(onMillis, SERVER_TO_CLIENT, 500).ack(onMillis, CLIENT_TO_SERVER);
  }

  private static List<CauseInterval> waits(ScriptedTrace trace, Exchange exchange) {
    return new ConnectionMeasurer(CapturePauses.of(List.of()))
        .measure(trace, List.of(exchange)).timeline().stream()
            .filter(interval -> interval.cause() == StallCause.STREAM_FLOW_CONTROL)
            .toList();
  }

  private static long millis(long epochNanos) {
    return (epochNanos - ScriptedTrace.EPOCH) / Nanos.PER_MILLI;
  }

  @Test
  void waitingForPermissionIsLostTime() {
    Exchange exchange = waiting(request(41, 41, 82, 240), 82, 200);

    List<CauseInterval> waits = waits(pausing(240), exchange);

    assertThat(waits).hasSize(1);
    assertThat(millis(waits.getFirst().startNanos())).isEqualTo(82);
    assertThat(millis(waits.getFirst().endNanos())).isEqualTo(240);
    assertThat(waits.getFirst().lostNanos()).isEqualTo(158 * Nanos.PER_MILLI);
  }

  @Test
  void permissionStillUnderWayIsWaitedFor() {
    Exchange exchange = waiting(request(41, 41, 82, 110), 82, 75);

    assertThat(waits(pausing(110), exchange)).hasSize(1);
  }

  @Test
  void whoHasPermissionAndSaysNothingPausesForAnotherReason() {
    Exchange exchange = waiting(request(41, 41, 82, 900), 82, 200);

    List<CauseInterval> waits = waits(pausing(900), exchange);

    assertThat(waits).hasSize(1);
    assertThat(millis(waits.getFirst().endNanos()))
        .as("a round trip and 5 ms after the permission")
        .isEqualTo(245);
  }

  @Test
  void aPauseWithoutSuchAWaitIsAnother() {
    assertThat(waits(pausing(240), request(41, 41, 82, 240))).isEmpty();
  }
}
