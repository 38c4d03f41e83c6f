package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What connections of the same hosts tell of one another (STALLS 0.4). */
class HostPathsTest {
  private static final String OPENED =
      """
      set server 10.0.0.2:80
      set client 10.0.0.1:40000
      one: client 0ms handshake rtt 40ms
      one: client 41ms http-request GET /
      one: server 81ms http-response 200 100
      one: client 81.1ms ACK
      """;

  private static final String JOINED =
      """
      two: client 100ms http-request GET /slow
      two: server 600ms http-response 200 100
      """;

  private static List<TcpConnection> refined(String script) {
    TrackedCapture capture = TrackedCapture.of(script);
    return HostPaths.refine(
        capture.connections().stream().map(flow -> capture.trace(flow).connection()).toList());
  }

  @Test
  void anAnswerThatTookItsTimeIsNoPathWhereOthersMeasuredIt() {
    List<TcpConnection> connections = refined(OPENED + JOINED);

    assertThat(connections.get(1).roundTrip().serverMinNanos()).isEqualTo(Nanos.ofMillis(40));
    assertThat(connections.get(1).vantage()).isEqualTo(Vantage.NEAR_CLIENT);
  }

  @Test
  void aConnectionWhoseOpeningWasCapturedKeepsItsOwn() {
    TcpConnection longer =
        refined(
                OPENED
                    + OPENED.replace("one:", "two:").replace("40ms", "90ms").replace("81", "131"))
            .get(1);

    assertThat(longer.roundTrip().serverMinNanos()).isEqualTo(Nanos.ofMillis(90));
  }

  @Test
  void otherHostsTellNothing() {
    String elsewhere = "two: set server 10.0.0.9:80\n" + JOINED;

    assertThat(refined(OPENED + elsewhere).get(1).roundTrip().serverMinNanos())
        .isEqualTo(Nanos.ofMillis(500));
  }
}
