package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.expecting;
import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedExchange.streamed;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearClient;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearServer;
import static dev.stallscope.measure.timeline.ScriptedTimeline.timeline;
import static dev.stallscope.measure.timeline.ScriptedTrace.MSS;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Senders that pause, or go on, within a message of theirs. */
class SenderTimelineTest {
  @Test
  void aPauseAfterEverythingArrivedIsResponseTrickle() {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    trace.data(50, SERVER_TO_CLIENT, 1000).ack(90, CLIENT_TO_SERVER);
    trace.data(590, SERVER_TO_CLIENT, 1000);
    assertThat(timeline(trace, request(50, 50, 50, 590))).contains("response-trickle 50..590");
  }

  @Test
  void aClientThatSendsItsRequestSlowlyIsRequestTrickle() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 1000);
    trace.ack(90, SERVER_TO_CLIENT).data(590, CLIENT_TO_SERVER, 1000);
    assertThat(timeline(trace, request(50, 590, -1, 590))).contains("request-trickle 50..590");
  }

  @Test
  void aStreamOfRequestsMayPause() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 1000);
    trace.ack(90, SERVER_TO_CLIENT).data(590, CLIENT_TO_SERVER, 1000);
    assertThat(timeline(trace, streamed(50, 590, 590, 600)).toString())
        .doesNotContain("request-trickle");
  }

  @Test
  void anAckThatNobodyWaitsForIsNoDelaySpike() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 1000);
    trace.ack(190, SERVER_TO_CLIENT).data(590, CLIENT_TO_SERVER, 1000);
    assertThat(timeline(trace, request(50, 590, -1, 590)).toString())
        .doesNotContain("delay-spike")
        .contains("request-trickle 50..590");
  }

  @Test
  void aRequestThatGoesOnBehindItsAnswerIsStillTheClients() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
    trace.ack(90, SERVER_TO_CLIENT).data(91, SERVER_TO_CLIENT, 100).ack(91, CLIENT_TO_SERVER);
    trace.data(891, CLIENT_TO_SERVER, 100).ack(931, SERVER_TO_CLIENT);
    assertThat(timeline(trace, request(50, 891, 91, 91)).toString())
        .contains("request-trickle 91..891")
        .doesNotContain("undetermined");
  }

  @Test
  void aBodyThatWaitsForConsentIsExpectContinue() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 300);
    trace.ack(90, SERVER_TO_CLIENT).data(1050, CLIENT_TO_SERVER, 1000);
    assertThat(timeline(trace, expecting(50, 1050, -1, 1050))).contains("expect-continue 90..1050");
  }

  @Test
  void dataThatGoOnWithoutAPauseAreTransfer() {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    for (int i = 0; i < 20; i++) {
      trace.segment(50 + 2 * i, SERVER_TO_CLIENT, MSS, false);
    }
    assertThat(timeline(trace, request(50, 50, 50, 88))).contains("transfer 50..88");
  }

  @Test
  void aSenderThatIsSilentThoughItMaySendPauses() {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    trace.data(50, SERVER_TO_CLIENT, MSS).data(80, SERVER_TO_CLIENT, MSS);
    assertThat(timeline(trace, request(50, 50, 50, 80))).contains("sender-pause 50..80");
  }

  /** A sender goes on so much later than it hears of a hole. */
  private List<String> goesOn(double reaction) {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    trace.data(50, SERVER_TO_CLIENT, 4 * MSS);
    trace.window(CLIENT_TO_SERVER, 500 * MSS);
    trace.hole(85, CLIENT_TO_SERVER, 1, 1 + MSS, 1 + 2 * MSS);
    trace.data(85 + reaction, SERVER_TO_CLIENT, MSS);
    return timeline(trace, request(50, 50, 50, 85 + reaction));
  }

  @Test
  void aSenderThatGoesOnWhenItHearsOfAHoleWaitedForAnAck() {
    assertThat(goesOn(0.1)).contains("slow-start 50..85");
    assertThat(goesOn(8)).contains("sender-pause 50..93");
  }

  @Test
  void aSmallWriteFollowedByAnotherAtOnceIsNotNagles() {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    trace.data(50, SERVER_TO_CLIENT, 200).data(50, SERVER_TO_CLIENT, 200);
    trace.ack(131, CLIENT_TO_SERVER).data(700, SERVER_TO_CLIENT, 200);
    assertThat(timeline(trace, request(50, 50, 50, 700)).toString())
        .doesNotContain("nagle-delayed-ack");
  }
}
