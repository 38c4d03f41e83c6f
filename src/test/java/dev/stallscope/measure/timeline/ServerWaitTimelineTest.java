package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.outOfTime;
import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedExchange.upgrade;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearClient;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearServer;
import static dev.stallscope.measure.timeline.ScriptedTimeline.timeline;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waits for the server's word: its work, the path there, and what only looks like its work. */
class ServerWaitTimelineTest {
  @Test
  void theServersTimeBeginsBehindThePath() {
    ScriptedTrace trace =
        nearClient()
            .data(50, CLIENT_TO_SERVER, 100)
            .ack(90, SERVER_TO_CLIENT)
            .data(390, SERVER_TO_CLIENT, 100)
            .ack(390, CLIENT_TO_SERVER);
    assertThat(timeline(trace, request(50, 50, 390, 390)))
        .containsExactly(
            "network-round-trip 0..40",
            "client-think 40..50",
            "network-round-trip 50..90",
            "slow-server-response 90..390");
  }

  @Test
  void atTheServerNothingIsSubtracted() {
    ScriptedTrace trace =
        nearServer().data(50, CLIENT_TO_SERVER, 100).data(350, SERVER_TO_CLIENT, 100);
    assertThat(timeline(trace, request(50, 50, 350, 350))).contains("slow-server-response 50..350");
  }

  @Test
  void aLongPathIsNotTheServersFault() {
    ScriptedTrace trace = new ScriptedTrace().path(0, 280).handshake();
    trace.data(300, CLIENT_TO_SERVER, 100).data(600, SERVER_TO_CLIENT, 100);
    assertThat(timeline(trace, request(300, 300, 600, 600)))
        .contains("network-round-trip 300..580", "slow-server-response 580..600");
  }

  @Test
  void aRequestSentAgainForNothingDoesNotInterruptTheServer() {
    ScriptedTrace trace =
        nearServer()
            .data(50, CLIENT_TO_SERVER, 100)
            .repeat(
                290,
                CLIENT_TO_SERVER,
                1,
                100,
                RetransmissionCause.TIMEOUT,
                SegmentEvent.NEEDLESS,
                SegmentEvent.SPURIOUS_RETRANSMISSION)
            .data(1050, SERVER_TO_CLIENT, 100);
    assertThat(timeline(trace, request(50, 50, 1050, 1050)))
        .contains("slow-server-response 50..1050");
  }

  @Test
  void aLostRequestIsLossFirstThenPathThenServer() {
    ScriptedTrace trace =
        nearClient()
            .lost(50, CLIENT_TO_SERVER, 100)
            .repeat(290, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT)
            .ack(330, SERVER_TO_CLIENT)
            .data(430, SERVER_TO_CLIENT, 100);
    assertThat(timeline(trace, request(50, 50, 430, 430)))
        .contains(
            "tail-loss 50..290", "network-round-trip 290..330", "slow-server-response 330..430");
  }

  @Test
  void aRequestThatMeetsAClosingConnectionIsKeepAliveRace() {
    ScriptedTrace trace =
        nearClient()
            .data(50, CLIENT_TO_SERVER, 100)
            .data(90, SERVER_TO_CLIENT, 100)
            .data(1000, CLIENT_TO_SERVER, 100)
            .fin(1010, SERVER_TO_CLIENT)
            .reset(1040, SERVER_TO_CLIENT);
    assertThat(
            timeline(
                trace,
                request(50, 50, 90, 90),
                ScriptedExchange.request(1, 1000, 1000, -1, 1040, false, false)))
        .contains("keep-alive-race 1000..1040");
  }

  @Test
  void aResetLongAfterTheRequestIsNoRace() {
    ScriptedTrace trace =
        nearClient().data(50, CLIENT_TO_SERVER, 100).reset(5050, SERVER_TO_CLIENT);
    assertThat(timeline(trace, request(50, 50, -1, 5050))).contains("connection-reset 90..5050");
  }

  @Test
  void theServerOwnsWhatItsConsentToTlsTookBeyondThePath() {
    ScriptedTrace trace =
        nearClient()
            .data(40, CLIENT_TO_SERVER, 8)
            .ack(80, SERVER_TO_CLIENT)
            .data(500, SERVER_TO_CLIENT, 1)
            .ack(500, CLIENT_TO_SERVER)
            .data(520, CLIENT_TO_SERVER, 300);
    assertThat(timeline(trace, upgrade(40, 520, false)))
        .containsExactly(
            "network-round-trip 0..80", "slow-server-response 80..500", "client-think 500..520");
  }

  @Test
  void theServerOwnsTheWaitForItsGreeting() {
    ScriptedTrace trace =
        nearClient()
            .data(900, SERVER_TO_CLIENT, 30)
            .ack(900, CLIENT_TO_SERVER)
            .data(900, CLIENT_TO_SERVER, 10)
            .data(940, SERVER_TO_CLIENT, 10)
            .ack(940, CLIENT_TO_SERVER)
            .data(940, CLIENT_TO_SERVER, 300);
    assertThat(timeline(trace, upgrade(900, 940, true)))
        .containsExactly(
            "network-round-trip 0..80",
            "slow-server-response 80..900",
            "network-round-trip 900..940");
  }

  /** A question that is answered once, and silence that the client ends. */
  private static List<String> givenUp(double patience) {
    ScriptedTrace trace =
        nearClient()
            .data(50, CLIENT_TO_SERVER, 100)
            .data(100, SERVER_TO_CLIENT, 50)
            .ack(100, CLIENT_TO_SERVER)
            .data(1050, CLIENT_TO_SERVER, 13);
    return timeline(trace, outOfTime(50, 100, 1050, patience));
  }

  @Test
  void theServerOwnsTheSilenceInWhichTheTimeOfAStreamRanOut() {
    assertThat(givenUp(1000)).contains("slow-server-response 140..1050");
  }

  @Test
  void nobodyIsBlamedForAStreamThatIsGivenUpSooner() {
    assertThat(givenUp(1200)).noneMatch(text -> text.startsWith("slow-server"));
  }
}
