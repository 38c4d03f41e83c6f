package dev.stallscope.measure.account;

import static dev.stallscope.measure.StallCause.IDLE;
import static dev.stallscope.measure.StallCause.NAGLE_DELAYED_ACK;
import static dev.stallscope.measure.StallCause.SLOW_SERVER_RESPONSE;
import static dev.stallscope.measure.StallCause.TAIL_LOSS;
import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.Stall;
import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.measure.timeline.ConnectionMeasurer;
import dev.stallscope.measure.timeline.ScriptedTrace;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SRTT 40 ms, RTO 240 ms: silence is a stall from 80 ms on. */
class StallFinderTest {
  private static final CapturePauses NO_PAUSES = CapturePauses.of(List.of());
  private static final long EPOCH = 1_700_000_000_000_000_000L;

  private static CauseInterval interval(StallCause cause, long startMillis, long endMillis) {
    long start = EPOCH + Nanos.ofMillis(startMillis);
    long end = EPOCH + Nanos.ofMillis(endMillis);
    return new CauseInterval(cause, start, end, cause.isBlameless() ? 0 : end - start, 1, 2, 0.9);
  }

  private static List<Stall> stalls(List<Exchange> exchanges, CauseInterval... line) {
    ScriptedTrace trace = new ScriptedTrace().path(0, 40).handshake();
    TcpConnection connection = trace.connection();
    ConnectionFacts measured = new ConnectionMeasurer(NO_PAUSES).measure(trace, List.of());
    ConnectionFacts facts =
        new ConnectionFacts(0, measured.toServer(), measured.toClient(), List.of(line));
    return StallFinder.stalls(
        List.of(connection),
        List.of(facts),
        exchanges,
        List.of(),
        TimeAccountant.accounts(
            List.of(connection),
            exchanges,
            List.of(),
            List.of(facts),
            new DatagramTimes(1, List.of(), List.of()),
            NO_PAUSES));
  }

  @Test
  void silenceBeyondTheThresholdIsAStallOfTheOpenExchange() {
    assertThat(stalls(List.of(request(0, 0, 200, 200)), interval(SLOW_SERVER_RESPONSE, 40, 121)))
        .containsExactly(
            new Stall(
                SLOW_SERVER_RESPONSE,
                0,
                0,
                EPOCH + Nanos.ofMillis(40),
                EPOCH + Nanos.ofMillis(121),
                Nanos.ofMillis(81),
                1,
                2,
                0.9));
  }

  @Test
  void silenceBelowTheThresholdIsNone() {
    assertThat(stalls(List.of(request(0, 0, 200, 200)), interval(SLOW_SERVER_RESPONSE, 40, 119)))
        .isEmpty();
  }

  @Test
  void aSignatureIsAStallHoweverShort() {
    assertThat(stalls(List.of(), interval(NAGLE_DELAYED_ACK, 40, 80)))
        .extracting(Stall::cause)
        .containsExactly(NAGLE_DELAYED_ACK);
  }

  @Test
  void restingIsNoStall() {
    assertThat(stalls(List.of(), interval(IDLE, 40, 90_000))).isEmpty();
  }

  @Test
  void aTailRepairedAfterTheResponseBelongsToItsExchange() {
    assertThat(stalls(List.of(request(0, 0, 50, 60)), interval(TAIL_LOSS, 60, 300)))
        .extracting(Stall::exchange)
        .containsExactly(0);
  }
}
