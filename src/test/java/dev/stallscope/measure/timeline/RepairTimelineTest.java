package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearClient;
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

/** Losses that are repaired at once, and repetitions and delays of what was not lost. */
class RepairTimelineTest {
  @Test
  void aHoleThatDuplicateAcksToldIsPacketLoss() {
    ScriptedTrace trace = response(nearServer());
    trace.lost(50, SERVER_TO_CLIENT, MSS).data(50, SERVER_TO_CLIENT, 4 * MSS);
    for (int i = 0; i < 3; i++) {
      trace.ack(90, CLIENT_TO_SERVER, 1, SegmentEvent.DUPLICATE_ACK);
    }
    trace.repeat(90, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.FAST_RETRANSMIT);
    trace.ack(130, CLIENT_TO_SERVER).data(130, SERVER_TO_CLIENT, MSS);
    assertThat(timeline(trace, request(50, 50, 50, 130))).contains("packet-loss 90..130");
  }

  private List<String> repaired(double answerMillis) {
    ScriptedTrace trace = response(nearServer());
    trace.lost(50, SERVER_TO_CLIENT, MSS).data(50, SERVER_TO_CLIENT, 4 * MSS);
    for (int i = 0; i < 3; i++) {
      trace.ack(90, CLIENT_TO_SERVER, 1, SegmentEvent.DUPLICATE_ACK);
    }
    trace.repeat(90, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.FAST_RETRANSMIT);
    trace.ack(answerMillis, CLIENT_TO_SERVER).data(answerMillis, SERVER_TO_CLIENT, MSS);
    return timeline(trace, request(50, 50, 50, answerMillis));
  }

  @Test
  void theAnswerToARepairIsWaitedForUntilItIsAStall() {
    assertThat(repaired(169)).contains("packet-loss 90..169");
    assertThat(repaired(180).toString()).doesNotContain("packet-loss 90");
  }

  @Test
  void aLateAckAfterANeedlessTimeoutIsDelaySpike() {
    ScriptedTrace trace = response(nearServer());
    trace.data(50, SERVER_TO_CLIENT, 2 * MSS);
    trace.repeat(290, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.TIMEOUT, SegmentEvent.NEEDLESS);
    trace.ack(300, CLIENT_TO_SERVER).data(300, SERVER_TO_CLIENT, MSS);
    assertThat(timeline(trace, request(50, 50, 50, 300)).toString()).contains("delay-spike 50");
  }

  @Test
  void lostAcksAreSpuriousRetransmission() {
    ScriptedTrace trace = response(nearServer());
    trace.data(50, SERVER_TO_CLIENT, 2 * MSS);
    trace.repeat(290, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.TIMEOUT, SegmentEvent.NEEDLESS);
    trace.ack(330, CLIENT_TO_SERVER).data(330, SERVER_TO_CLIENT, MSS);
    assertThat(timeline(trace, request(50, 50, 50, 330)).toString())
        .contains("spurious-retransmission 50");
  }

  @Test
  void aProbeWithNewDataIsNoPauseOfTheApplication() {
    ScriptedTrace trace = response(nearServer());
    trace.data(50, SERVER_TO_CLIENT, 10 * MSS);
    trace.segment(132, SERVER_TO_CLIENT, MSS, true);
    trace.ack(140, CLIENT_TO_SERVER).data(140, SERVER_TO_CLIENT, MSS);
    assertThat(timeline(trace, request(50, 50, 50, 140)).toString())
        .contains("delay-spike 50")
        .doesNotContain("sender-pause");
  }

  @Test
  void aBurstThatThePathHeldBackIsDelayNotLoss() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
    for (int i = 0; i < 4; i++) {
      trace.segment(90, SERVER_TO_CLIENT, MSS, false).ack(90, CLIENT_TO_SERVER);
    }
    trace.data(370, SERVER_TO_CLIENT, 6 * MSS);
    assertThat(timeline(trace, request(50, 50, 90, 370))).contains("delay-spike 90..370");
  }
}
