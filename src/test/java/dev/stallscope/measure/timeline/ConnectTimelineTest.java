package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearClient;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearServer;
import static dev.stallscope.measure.timeline.ScriptedTimeline.timeline;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.tcp.RetransmissionCause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time that opening a connection takes, and what the server does not accept. */
class ConnectTimelineTest {
  @Test
  void anAnsweredSynIsOneRoundTrip() {
    assertThat(timeline(nearClient())).containsExactly("network-round-trip 0..40");
  }

  @Test
  void aRepeatedSynIsSynRetransmission() {
    ScriptedTrace trace =
        new ScriptedTrace().path(0, 40).syn(0).syn(1000).synAck(1040).established(1040);
    assertThat(timeline(trace))
        .containsExactly("syn-retransmission 0..1000", "network-round-trip 1000..1040");
  }

  @Test
  void aSynThatIsRepeatedOnALongPathIsNotLost() {
    ScriptedTrace client = new ScriptedTrace().path(0, 1250).syn(0).syn(1000);
    assertThat(timeline(client.synAck(1250).established(1250)))
        .containsExactly("network-round-trip 0..1250");
    ScriptedTrace server = new ScriptedTrace().path(1250, 0).syn(0).synAck(0).syn(1000);
    assertThat(timeline(server.synAck(1000).established(1250)))
        .containsExactly("network-round-trip 0..1250");
  }

  @Test
  void aSynThatIsLostOnALongPathCostsItsTimer() {
    ScriptedTrace client = new ScriptedTrace().path(0, 1250).syn(0).syn(1000);
    assertThat(timeline(client.synAck(2250).established(2250)))
        .contains("syn-retransmission 0..1000");
    ScriptedTrace server = new ScriptedTrace().path(1250, 0).syn(0).synAck(0).syn(1000);
    assertThat(timeline(server.synAck(1000).established(2250)))
        .contains("syn-retransmission 0..1000");
  }

  @Test
  void aRefusedSynIsConnectionRefused() {
    assertThat(timeline(new ScriptedTrace().syn(0).refuse(40)))
        .containsExactly("connection-refused 0..40");
  }

  @Test
  void silenceAfterSynsIsConnectTimeout() {
    assertThat(timeline(new ScriptedTrace().syn(0).syn(1000).syn(3000)))
        .containsExactly("connect-timeout 0..3000");
  }

  @Test
  void aLateSynAckIsSlowConnectBeyondThePath() {
    ScriptedTrace trace = new ScriptedTrace().path(0, 40).syn(0).synAck(300).established(300);
    assertThat(timeline(trace)).containsExactly("network-round-trip 0..40", "slow-connect 40..300");
  }

  @Test
  void whoAcknowledgesNearbyIsNotTheServer() {
    ScriptedTrace trace = new ScriptedTrace().path(0, 1).syn(0).synAck(70).established(70);
    trace.data(71, CLIENT_TO_SERVER, 100).ack(72, SERVER_TO_CLIENT);
    trace.data(145, SERVER_TO_CLIENT, 100);
    assertThat(timeline(trace, request(71, 71, 145, 145)))
        .containsExactly(
            "network-round-trip 0..70",
            "client-think 70..71",
            "network-round-trip 71..141",
            "slow-server-response 141..145");
  }

  private List<String> acknowledgedNearby(double answeredMillis) {
    ScriptedTrace trace = new ScriptedTrace().path(0, 1).syn(0).synAck(70).established(70);
    trace.data(71, CLIENT_TO_SERVER, 100).ack(72, SERVER_TO_CLIENT);
    trace.data(answeredMillis, SERVER_TO_CLIENT, 100);
    return timeline(trace, request(71, 71, answeredMillis, answeredMillis));
  }

  @Test
  void aPathBehindWhoAcknowledgesNearbyVaries() {
    assertThat(acknowledgedNearby(106))
        .containsExactly(
            "network-round-trip 0..70", "client-think 70..71", "network-round-trip 71..106");
    assertThat(acknowledgedNearby(105)).contains("slow-connect 1..70");
  }

  @Test
  void aGreetingIsNoAnswerThatCameSoon() {
    ScriptedTrace trace = new ScriptedTrace().path(0, 1).syn(0).synAck(70).established(70);
    trace.data(72, SERVER_TO_CLIENT, 60).ack(72, CLIENT_TO_SERVER);
    trace.data(73, CLIENT_TO_SERVER, 20).ack(74, SERVER_TO_CLIENT);
    trace.data(145, SERVER_TO_CLIENT, 60);
    assertThat(timeline(trace).toString()).doesNotContain("slow-connect");
  }

  @Test
  void anAnswerSoonerThanTheHandshakeShowsThatTheHandshakeWasLate() {
    ScriptedTrace trace = new ScriptedTrace().path(0, 1).syn(0).synAck(70).established(70);
    trace.data(71, CLIENT_TO_SERVER, 100).ack(72, SERVER_TO_CLIENT);
    trace.data(80, SERVER_TO_CLIENT, 100);
    assertThat(timeline(trace, request(71, 71, 80, 80))).contains("slow-connect 1..70");
  }

  @Test
  void aSynThatIsRepeatedThoughAnsweredIsNoOverflow() {
    ScriptedTrace trace = new ScriptedTrace().path(0, 40).syn(0).synAck(40).syn(1000);
    trace.synAck(1040).established(1040).data(1041, CLIENT_TO_SERVER, 100);
    trace.repeat(1300, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT).synAck(3040);
    trace.ack(3041, CLIENT_TO_SERVER).ack(3081, SERVER_TO_CLIENT);
    trace.data(3090, SERVER_TO_CLIENT, 100);
    assertThat(timeline(trace, request(1041, 1041, 3090, 3090)).toString())
        .doesNotContain("accept-queue-overflow");
  }

  @Test
  void aSynAckThatComesAgainAfterTheRequestIsAcceptQueueOverflow() {
    ScriptedTrace trace = nearClient().data(41, CLIENT_TO_SERVER, 100);
    trace.synAck(1040).ack(1040, CLIENT_TO_SERVER);
    trace.repeat(1240, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
    trace.ack(1280, SERVER_TO_CLIENT).data(1290, SERVER_TO_CLIENT, 100);
    assertThat(timeline(trace, request(41, 41, 1290, 1290)))
        .contains("accept-queue-overflow 41..1240")
        .doesNotContain("retransmission-timeout 41..1040");
  }

  @Test
  void aRequestThatIsNeverAcceptedIsAcceptQueueOverflow() {
    assertThat(askedFourTimes(nearServer())).contains("accept-queue-overflow 41..1721");
  }

  @Test
  void aRequestThatWasNotSeenToArriveMayHaveBeenLost() {
    assertThat(askedFourTimes(nearClient()))
        .contains("retransmission-timeout 41..1721")
        .doesNotContain("accept-queue-overflow 41..1721");
  }

  private List<String> askedFourTimes(ScriptedTrace trace) {
    trace.data(41, CLIENT_TO_SERVER, 100);
    for (double again : new double[] {281, 761, 1721}) {
      trace.repeat(again, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
    }
    trace.ack(1761, SERVER_TO_CLIENT).data(1770, SERVER_TO_CLIENT, 100);
    return timeline(trace, request(41, 41, 1770, 1770));
  }

  @Test
  void aLostFinalAckIsNoOverflow() {
    ScriptedTrace trace = nearClient().data(41, CLIENT_TO_SERVER, 100);
    trace.synAck(1040).ack(1080, SERVER_TO_CLIENT).data(1090, SERVER_TO_CLIENT, 100);
    assertThat(timeline(trace, request(41, 41, 1090, 1090)).toString())
        .doesNotContain("accept-queue-overflow");
  }
}
