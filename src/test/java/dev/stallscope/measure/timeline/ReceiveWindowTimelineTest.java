package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearClient;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearServer;
import static dev.stallscope.measure.timeline.ScriptedTimeline.timeline;
import static dev.stallscope.measure.timeline.ScriptedTrace.MSS;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.tcp.SegmentEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A receiver that does not read, or whose window is small. */
class ReceiveWindowTimelineTest {
  @Test
  void aReceiverThatDoesNotReadIsZeroWindow() {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    trace.window(CLIENT_TO_SERVER, 4 * MSS).ack(51, CLIENT_TO_SERVER);
    trace.data(52, SERVER_TO_CLIENT, 4 * MSS);
    trace.window(CLIENT_TO_SERVER, 0).ack(92, CLIENT_TO_SERVER, 1 + 4 * MSS);
    trace.ack(292, SERVER_TO_CLIENT, 101, SegmentEvent.KEEP_ALIVE);
    trace.ack(332, CLIENT_TO_SERVER, 1 + 4 * MSS, SegmentEvent.ZERO_WINDOW);
    trace.window(CLIENT_TO_SERVER, 4 * MSS);
    trace.ack(2092, CLIENT_TO_SERVER, 1 + 4 * MSS, SegmentEvent.WINDOW_UPDATE);
    trace.data(2092, SERVER_TO_CLIENT, MSS);
    assertThat(timeline(trace, request(50, 50, 52, 2092))).contains("zero-window 92..2092");
  }

  /** Ten segments arrive, and are acknowledged later with a window that is so much larger. */
  private List<String> putOff(int window) {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
    trace.window(CLIENT_TO_SERVER, 80 * MSS).ack(50, CLIENT_TO_SERVER);
    trace.data(90, SERVER_TO_CLIENT, 10 * MSS);
    trace.window(CLIENT_TO_SERVER, window).ack(131, CLIENT_TO_SERVER);
    trace.data(171, SERVER_TO_CLIENT, 10 * MSS);
    return timeline(trace, request(50, 50, 90, 171));
  }

  @Test
  void anAckThatIsPutOffWhileNobodyReadsIsZeroWindowHoweverLargeTheWindow() {
    assertThat(putOff(70 * MSS)).contains("zero-window 90..131");
    assertThat(putOff(80 * MSS)).contains("delay-spike 90..131");
  }

  private List<String> answered(int bytes) {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    trace.window(CLIENT_TO_SERVER, MSS - 1).ack(51, CLIENT_TO_SERVER);
    trace.ack(51, SERVER_TO_CLIENT).data(851, SERVER_TO_CLIENT, bytes);
    trace.window(CLIENT_TO_SERVER, 8 * MSS).ack(891, CLIENT_TO_SERVER);
    return timeline(trace, request(50, 50, 851, 851));
  }

  @Test
  void anAnswerThatHadFittedIsNotHeldBackByTheWindow() {
    assertThat(answered(MSS - 1).toString())
        .contains("slow-server-response")
        .doesNotContain("zero-window");
    assertThat(answered(MSS).toString()).contains("zero-window");
  }

  @Test
  void aSmallWindowIsReceiveWindowLimited() {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    trace.window(CLIENT_TO_SERVER, 8 * MSS).ack(50, CLIENT_TO_SERVER);
    for (int round = 0; round < 3; round++) {
      trace.data(50 + 40 * round, SERVER_TO_CLIENT, 8 * MSS);
      trace.ack(90 + 40 * round, CLIENT_TO_SERVER);
    }
    trace.data(170, SERVER_TO_CLIENT, MSS);
    assertThat(timeline(trace, request(50, 50, 50, 170)))
        .contains("receive-window-limited 50..170");
  }

  @Test
  void aSmallWindowIsSeenFromTheReceiverToo() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
    trace.window(CLIENT_TO_SERVER, 8 * MSS).ack(50, CLIENT_TO_SERVER);
    for (int round = 0; round < 3; round++) {
      trace.data(90 + 40 * round, SERVER_TO_CLIENT, 8 * MSS);
      trace.ack(90 + 40 * round, CLIENT_TO_SERVER);
    }
    trace.data(210, SERVER_TO_CLIENT, MSS);
    assertThat(timeline(trace, request(50, 50, 90, 210)))
        .contains("receive-window-limited 90..210");
  }
}
