package dev.stallscope.measure.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.tcp.TcpReplay;
import dev.stallscope.measure.DirectionFacts.RateLimit;
import dev.stallscope.measure.timeline.ScriptedTrace;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class LinkUseTest {
  private static final Direction DOWN = Direction.SERVER_TO_CLIENT;

  /** Half a second of flights of ten segments, each in 4 ms, one each 40 ms. */
  private static ScriptedTrace flights(int count) {
    ScriptedTrace trace = new ScriptedTrace().path(0, 40).handshake();
    for (int flight = 0; flight < count; flight++) {
      for (int i = 0; i < 10; i++) {
        trace.segment(100 + 40 * flight + i * 0.4, DOWN, 1460, false);
      }
      trace.ack(104 + 40 * flight, Direction.CLIENT_TO_SERVER);
    }
    return trace;
  }

  private static LinkUse measured(ScriptedTrace trace) {
    LinkUse link = new LinkUse(trace, DOWN, NearbyAcknowledger.path(trace));
    TcpReplay replay = trace.replay();
    while (replay.next()) {
      link.row(replay.row(), replay);
    }
    return link;
  }

  private static long at(ScriptedTrace trace, long millis) {
    return trace.epochNanos(0) + Nanos.ofMillis(millis);
  }

  @Test
  void silenceBetweenFlightsIsUnused() {
    ScriptedTrace trace = flights(12);

    assertThat(measured(trace).unusedNanos(at(trace, 110), at(trace, 130)))
        .isGreaterThan(Nanos.ofMillis(10));
  }

  @Test
  void behindAShaperNothingIsUnused() {
    ScriptedTrace trace = flights(12);
    LinkUse link = measured(trace);
    link.shaped(new RateLimit(8, 4, 0, at(trace, 200), 0, at(trace, 600)));

    assertThat(link.unusedNanos(at(trace, 210), at(trace, 230))).isZero();
    assertThat(link.unusedNanos(at(trace, 110), at(trace, 130))).isPositive();
  }

  @Test
  void theRateThatCameSeveralTimesIsKnown() {
    double bytesPerNano = measured(flights(12)).burstBytesPerNano();

    assertThat(bytesPerNano * Nanos.PER_MILLI).isBetween(360.0, 370.0);
  }

  @Test
  void aSingleBurstTellsNothing() {
    assertThat(measured(flights(1)).burstBytesPerNano()).isZero();
  }
}
