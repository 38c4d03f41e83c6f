package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.handshake;
import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedExchange.unread;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearClient;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearServer;
import static dev.stallscope.measure.timeline.ScriptedTimeline.response;
import static dev.stallscope.measure.timeline.ScriptedTimeline.timeline;
import static dev.stallscope.measure.timeline.ScriptedTrace.MSS;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.tcp.RetransmissionCause;
import org.junit.jupiter.api.Test;

/** The end of a message is lost, on the way from where it was captured or before. */
class TailLossTimelineTest {
  @Test
  void aLostTailThatOnlyTheTimerNoticedIsTailLoss() {
    ScriptedTrace trace = response(nearServer());
    trace.data(50, SERVER_TO_CLIENT, 4 * MSS).lost(50, SERVER_TO_CLIENT, 500);
    trace.ack(90, CLIENT_TO_SERVER, 1 + 4 * MSS);
    trace.repeat(290, SERVER_TO_CLIENT, 1 + 4 * MSS, 500, RetransmissionCause.TIMEOUT);
    trace.ack(330, CLIENT_TO_SERVER);
    assertThat(timeline(trace, request(50, 50, 50, 50))).contains("tail-loss 90..290");
  }

  @Test
  void aProbeAfterTwoRoundTripsIsTailLoss() {
    ScriptedTrace trace = response(nearServer());
    trace.data(50, SERVER_TO_CLIENT, 4 * MSS).lost(50, SERVER_TO_CLIENT, 500);
    trace.ack(90, CLIENT_TO_SERVER, 1 + 4 * MSS);
    trace.repeat(172, SERVER_TO_CLIENT, 1 + 4 * MSS, 500, RetransmissionCause.TAIL_LOSS_PROBE);
    trace.ack(212, CLIENT_TO_SERVER);
    assertThat(timeline(trace, request(50, 50, 50, 50))).contains("tail-loss 90..172");
  }

  @Test
  void aTailLostBeforeTheCaptureIsSeenByTheMissingPush() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
    for (int i = 0; i < 4; i++) {
      trace.segment(90, SERVER_TO_CLIENT, MSS, false).ack(90, CLIENT_TO_SERVER);
    }
    trace.data(370, SERVER_TO_CLIENT, 500);
    assertThat(timeline(trace, request(50, 50, 90, 370))).contains("tail-loss 90..370");
  }

  private static ScriptedTrace brokenOff(boolean isPushed) {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
    for (int i = 0; i < 4; i++) {
      trace.segment(90, SERVER_TO_CLIENT, MSS, isPushed).ack(90, CLIENT_TO_SERVER);
    }
    return trace.data(370, SERVER_TO_CLIENT, 500);
  }

  /** Whatever an encrypted answer says, its server had the rest of a write ready. */
  @Test
  void theEndOfAnEncryptedWriteIsMissedWithoutThePush() {
    assertThat(timeline(brokenOff(false), unread(50, 50, 90, 370))).contains("tail-loss 90..370");
  }

  @Test
  void whatFollowsAnEncryptedWriteMayBeNews() {
    assertThat(timeline(brokenOff(true), unread(50, 50, 90, 370))).contains("idle 90..370");
  }

  private static ScriptedTrace written(int lostPackets, double resumedMillis) {
    ScriptedTrace trace = nearClient().packetIds(SERVER_TO_CLIENT, 65_533);
    trace.data(50, CLIENT_TO_SERVER, 100);
    for (int i = 0; i < 4; i++) {
      trace.data(90, SERVER_TO_CLIENT, 1200).ack(90, CLIENT_TO_SERVER);
    }
    trace.packetIds(SERVER_TO_CLIENT, 65_537 + lostPackets);
    return trace.data(resumedMillis, SERVER_TO_CLIENT, 500);
  }

  @Test
  void aTailLostBeforeTheCaptureIsSeenByTheSendersCountOfPackets() {
    assertThat(timeline(written(1, 370), request(50, 50, 90, 370))).contains("tail-loss 90..370");
  }

  /** An answer that comes late, after the server has acknowledged what was asked. */
  private static ScriptedTrace answeredLate(int lostPackets) {
    ScriptedTrace trace = nearClient().packetIds(SERVER_TO_CLIENT, 7000);
    trace.data(50, CLIENT_TO_SERVER, 100).ack(90, SERVER_TO_CLIENT);
    trace.packetIds(SERVER_TO_CLIENT, 7001 + lostPackets);
    trace.data(340, SERVER_TO_CLIENT, 900).ack(340, CLIENT_TO_SERVER);
    trace.data(345, CLIENT_TO_SERVER, 80).data(385, SERVER_TO_CLIENT, 60);
    trace.data(386, SERVER_TO_CLIENT, 60).data(387, SERVER_TO_CLIENT, 60);
    return trace;
  }

  @Test
  void anAnswerLostBeforeTheCaptureIsSeenByTheSendersCountOfPackets() {
    assertThat(timeline(answeredLate(1), request(50, 50, 340, 340))).contains("tail-loss 90..340");
    assertThat(timeline(answeredLate(0), request(50, 50, 340, 340)))
        .contains("slow-server-response 90..340");
  }

  @Test
  void whatOvertakesTheAnswerDoesNotShowItLost() {
    ScriptedTrace trace = nearClient().packetIds(SERVER_TO_CLIENT, 7000);
    trace.data(50, CLIENT_TO_SERVER, 100).ack(90, SERVER_TO_CLIENT);
    trace.packetIds(SERVER_TO_CLIENT, 7002).skip(SERVER_TO_CLIENT, 900);
    trace.data(340, SERVER_TO_CLIENT, 900).data(341, SERVER_TO_CLIENT, 60);
    trace.data(342, SERVER_TO_CLIENT, 60).data(343, SERVER_TO_CLIENT, 60);
    assertThat(timeline(trace, request(50, 50, 340, 343)).toString()).doesNotContain("tail-loss");
  }

  @Test
  void aFirstAnswerOfAHandshakeThatIsLostIsNotTheServersDelay() {
    assertThat(timeline(answeredLate(1), handshake(50, 345, true))).contains("tail-loss 90..340");
    assertThat(timeline(answeredLate(0), handshake(50, 345, true)))
        .contains("tls-slow-server 90..340");
  }

  @Test
  void aPauseIsTheServersWhereNoPacketIsMissing() {
    assertThat(timeline(written(0, 370), request(50, 50, 90, 370)))
        .contains("response-trickle 90..370");
  }

  @Test
  void aJumpOfTheCounterIsNoCountOfLosses() {
    assertThat(timeline(written(900, 370), request(50, 50, 90, 370)))
        .contains("response-trickle 90..370");
  }
}
