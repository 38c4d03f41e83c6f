package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearClient;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearServer;
import static dev.stallscope.measure.timeline.ScriptedTimeline.timeline;
import static dev.stallscope.measure.timeline.ScriptedTrace.MSS;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Senders that wait for an acknowledgment before they may go on. */
class AckWaitTimelineTest {
  @Test
  void smallWritesThatWaitForADelayedAckAreNagles() {
    ScriptedTrace trace = nearServer();
    trace.data(50, CLIENT_TO_SERVER, 100);
    trace.data(50, SERVER_TO_CLIENT, 200).ack(131, CLIENT_TO_SERVER);
    trace.data(131, SERVER_TO_CLIENT, 200).ack(212, CLIENT_TO_SERVER);
    trace.data(212, SERVER_TO_CLIENT, 200);
    assertThat(timeline(trace, request(50, 50, 50, 212))).contains("nagle-delayed-ack 50..212");
  }

  @Test
  void aServerThatWorksFortyMillisecondsIsNotNagles() {
    ScriptedTrace trace = nearServer();
    trace.data(50, CLIENT_TO_SERVER, 200).data(90, SERVER_TO_CLIENT, 200);
    assertThat(timeline(trace, request(50, 50, 90, 90))).contains("slow-server-response 50..90");
  }

  @Test
  void doublingFlightsAreSlowStart() {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    trace.data(50, SERVER_TO_CLIENT, 10 * MSS).ack(90, CLIENT_TO_SERVER);
    trace.data(90, SERVER_TO_CLIENT, 20 * MSS).ack(130, CLIENT_TO_SERVER);
    trace.data(130, SERVER_TO_CLIENT, 5 * MSS);
    assertThat(timeline(trace, request(50, 50, 50, 130))).contains("slow-start 50..130");
  }

  @Test
  void doublingFlightsAreSlowStartFromTheReceiverToo() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
    trace.data(90, SERVER_TO_CLIENT, 10 * MSS).ack(90, CLIENT_TO_SERVER);
    trace.data(130, SERVER_TO_CLIENT, 20 * MSS).ack(130, CLIENT_TO_SERVER);
    trace.data(170, SERVER_TO_CLIENT, 5 * MSS);
    assertThat(timeline(trace, request(50, 50, 90, 170))).contains("slow-start 90..170");
  }

  @Test
  void aWindowThatShrankWhileRestingIsSlowStartAfterIdle() {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    for (int round = 0; round < 3; round++) {
      trace.data(50 + 40 * round, SERVER_TO_CLIENT, (10 << round) * MSS);
      trace.ack(90 + 40 * round, CLIENT_TO_SERVER);
    }
    trace.data(3000, CLIENT_TO_SERVER, 100);
    trace.data(3000, SERVER_TO_CLIENT, 10 * MSS).ack(3040, CLIENT_TO_SERVER);
    trace.data(3040, SERVER_TO_CLIENT, 20 * MSS).ack(3080, CLIENT_TO_SERVER);
    trace.data(3080, SERVER_TO_CLIENT, 2 * MSS);
    assertThat(
            timeline(
                trace,
                request(50, 50, 50, 130),
                ScriptedExchange.request(1, 3000, 3000, 3000, 3080, false, false)))
        .contains("slow-start-after-idle 3000..3080");
  }

  @Test
  void aSingleLateAckIsDelaySpike() {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    trace.data(50, SERVER_TO_CLIENT, 10 * MSS).ack(210, CLIENT_TO_SERVER);
    trace.data(210, SERVER_TO_CLIENT, 10 * MSS);
    assertThat(timeline(trace, request(50, 50, 50, 210))).contains("delay-spike 50..210");
  }
}
