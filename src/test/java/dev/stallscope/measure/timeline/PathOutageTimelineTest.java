package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearServer;
import static dev.stallscope.measure.timeline.ScriptedTimeline.response;
import static dev.stallscope.measure.timeline.ScriptedTimeline.timeline;
import static dev.stallscope.measure.timeline.ScriptedTrace.MSS;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Repetitions that a timer sends in vain: a path that carries nothing, or nothing of full size. */
class PathOutageTimelineTest {
  @Test
  void aRetransmissionThatIsLostTooIsRetransmissionTimeout() {
    ScriptedTrace trace = response(nearServer());
    trace.lost(50, SERVER_TO_CLIENT, 500);
    trace.repeat(290, SERVER_TO_CLIENT, 1, 500, RetransmissionCause.TIMEOUT, SegmentEvent.LOST);
    trace.repeat(770, SERVER_TO_CLIENT, 1, 500, RetransmissionCause.TIMEOUT, SegmentEvent.LOST);
    trace.repeat(1730, SERVER_TO_CLIENT, 1, 500, RetransmissionCause.TIMEOUT);
    trace.ack(1770, CLIENT_TO_SERVER);
    assertThat(timeline(trace, request(50, 50, 50, 1730)))
        .contains("retransmission-timeout 50..1730");
  }

  @Test
  void aWholeWindowLostIsPathOutage() {
    ScriptedTrace trace = response(nearServer());
    for (int i = 0; i < 10; i++) {
      trace.lost(50, SERVER_TO_CLIENT, MSS);
    }
    trace.repeat(290, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.TIMEOUT);
    trace.ack(330, CLIENT_TO_SERVER, 1 + MSS);
    assertThat(timeline(trace, request(50, 50, 50, 330))).contains("path-outage 50..330");
  }

  /** So many messages are written one after the other, and none arrives. */
  private static List<String> messagesLost(int count) {
    ScriptedTrace trace = response(nearServer());
    for (int i = 0; i < count; i++) {
      trace.lost(50 + i, SERVER_TO_CLIENT, 20);
    }
    trace.repeat(290, SERVER_TO_CLIENT, 1, 20, RetransmissionCause.TIMEOUT);
    trace.ack(330, CLIENT_TO_SERVER, 21);
    return timeline(trace, request(50, 50, 50, 330));
  }

  @Test
  void manySmallMessagesLostAtOnceArePathOutage() {
    assertThat(messagesLost(4)).contains("path-outage 53..330");
    assertThat(messagesLost(3).toString()).doesNotContain("path-outage");
  }

  /** Two messages are lost, the second is probed for, and a timer sends both so many times. */
  private static List<String> sentAgain(int timeouts) {
    ScriptedTrace trace = response(nearServer());
    trace.lost(50, SERVER_TO_CLIENT, 20).lost(110, SERVER_TO_CLIENT, 20);
    trace.repeat(
        200, SERVER_TO_CLIENT, 21, 20, RetransmissionCause.TAIL_LOSS_PROBE, SegmentEvent.LOST);
    double at = 200;
    for (int i = 0; i < timeouts; i++) {
      at += 240 << i;
      trace.repeat(at, SERVER_TO_CLIENT, 1, 20, RetransmissionCause.TIMEOUT, SegmentEvent.LOST);
    }
    trace.ack(at + 40, CLIENT_TO_SERVER);
    return timeline(trace, request(50, 50, 50, at + 40));
  }

  @Test
  void whatATimerAndAProbeSendInVainAddsUp() {
    assertThat(sentAgain(3).toString())
        .contains("path-outage")
        .doesNotContain("retransmission-timeout")
        .doesNotContain("tail-loss");
    assertThat(sentAgain(2).toString()).doesNotContain("path-outage");
  }

  @Test
  void timersWhoseRepairsArriveAddUpToNoOutage() {
    ScriptedTrace trace = response(nearServer());
    for (int i = 0; i < 3; i++) {
      trace.lost(50, SERVER_TO_CLIENT, 20);
    }
    double at = 50;
    for (int i = 0; i < 3; i++) {
      at += 280;
      trace.repeat(
          at, SERVER_TO_CLIENT, 1 + 20 * i, 20, RetransmissionCause.TIMEOUT, SegmentEvent.LOST);
      at += 280;
      trace.repeat(at, SERVER_TO_CLIENT, 1 + 20 * i, 20, RetransmissionCause.TIMEOUT);
      trace.ack(at + 40, CLIENT_TO_SERVER, 21 + 20 * i);
    }
    assertThat(timeline(trace, request(50, 50, 50, at + 40)).toString())
        .contains("retransmission-timeout")
        .doesNotContain("path-outage");
  }

  @Test
  void aSegmentSentFiveTimesIsPathOutage() {
    ScriptedTrace trace = response(nearServer());
    trace.lost(50, SERVER_TO_CLIENT, 500);
    for (int millis : new int[] {290, 530, 1010}) {
      trace.repeat(
          millis, SERVER_TO_CLIENT, 1, 500, RetransmissionCause.TIMEOUT, SegmentEvent.LOST);
    }
    trace.repeat(1970, SERVER_TO_CLIENT, 1, 500, RetransmissionCause.TIMEOUT);
    trace.ack(2010, CLIENT_TO_SERVER);
    assertThat(timeline(trace, request(50, 50, 50, 1970))).contains("path-outage 50..1970");
  }

  @Test
  void aNeedlessRepeatThatTookThreeTriesIsPathOutage() {
    ScriptedTrace trace = response(nearServer());
    trace.data(50, SERVER_TO_CLIENT, 2 * MSS);
    for (double again : new double[] {290, 770, 1730}) {
      trace.repeat(
          again, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.TIMEOUT, SegmentEvent.NEEDLESS);
    }
    trace.ack(1770, CLIENT_TO_SERVER).data(1770, SERVER_TO_CLIENT, MSS);
    assertThat(timeline(trace, request(50, 50, 50, 1770))).contains("path-outage 50..1770");
  }

  @Test
  void fullSizeSegmentsThatNeverArriveAreABlackHole() {
    ScriptedTrace trace = response(nearServer());
    trace.data(50, SERVER_TO_CLIENT, 200).ack(90, CLIENT_TO_SERVER);
    trace.lost(90, SERVER_TO_CLIENT, MSS).lost(90, SERVER_TO_CLIENT, MSS);
    for (double again : new double[] {330, 810, 1770}) {
      trace.repeat(again, SERVER_TO_CLIENT, 201, MSS, RetransmissionCause.TIMEOUT);
    }
    assertThat(timeline(trace, request(50, 50, 50, 1770))).contains("path-mtu-black-hole 90..1770");
  }

  @Test
  void aPathThatCarriedFullSizeSegmentsIsNoBlackHole() {
    ScriptedTrace trace = response(nearServer());
    trace.data(50, SERVER_TO_CLIENT, 200 + MSS).ack(90, CLIENT_TO_SERVER);
    trace.lost(90, SERVER_TO_CLIENT, MSS);
    for (double again : new double[] {330, 810, 1770}) {
      trace.repeat(again, SERVER_TO_CLIENT, 201 + MSS, MSS, RetransmissionCause.TIMEOUT);
    }
    assertThat(timeline(trace, request(50, 50, 50, 1770))).contains("path-outage 90..1770");
  }
}
