package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.encrypted;
import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedExchange.streaming;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearClient;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearServer;
import static dev.stallscope.measure.timeline.ScriptedTimeline.response;
import static dev.stallscope.measure.timeline.ScriptedTimeline.timeline;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.RetransmissionCause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time that nobody is blamed for: rests, words to a peer that is gone, and a one-sided capture. */
class RestTimelineTest {
  @Test
  void aClientThatAsksAgainSoonThinks() {
    ScriptedTrace trace =
        nearServer()
            .data(50, CLIENT_TO_SERVER, 100)
            .data(50, SERVER_TO_CLIENT, 100)
            .data(450, CLIENT_TO_SERVER, 100)
            .data(450, SERVER_TO_CLIENT, 100);
    assertThat(
            timeline(
                trace,
                request(50, 50, 50, 50),
                ScriptedExchange.request(1, 450, 450, 450, 450, false, false)))
        .contains("client-think 40..450");
  }

  @Test
  void aConnectionKeptForLaterIsIdle() {
    ScriptedTrace trace =
        nearServer()
            .data(50, CLIENT_TO_SERVER, 100)
            .data(50, SERVER_TO_CLIENT, 100)
            .fin(60050, SERVER_TO_CLIENT);
    assertThat(timeline(trace, request(50, 50, 50, 50))).contains("idle 50..60050");
  }

  @Test
  void anEventStreamRestsByDesign() {
    ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
    for (int i = 1; i <= 4; i++) {
      trace.data(50 + 500 * i, SERVER_TO_CLIENT, 50).ack(90 + 500 * i, CLIENT_TO_SERVER);
    }
    assertThat(timeline(trace, streaming(50, 50, 550, 2050)))
        .allMatch(text -> text.matches("(idle|transfer|network-round-trip|client-think) .*"));
  }

  @Test
  void aOneSidedCaptureBlamesNobody() {
    ScriptedTrace trace =
        new ScriptedTrace()
            .quality(CaptureQuality.ONE_SIDED)
            .data(0, CLIENT_TO_SERVER, 100)
            .data(2000, CLIENT_TO_SERVER, 100);
    assertThat(timeline(trace, request(0, 2000, -1, 2000)))
        .containsExactly("capture-dropped-packets 0..2000");
  }

  @Test
  void wordsOfPartingToAPeerThatIsGoneHoldUpNobody() {
    ScriptedTrace trace = response(nearClient());
    trace.data(90, SERVER_TO_CLIENT, 100).ack(90, CLIENT_TO_SERVER);
    trace.lost(200, CLIENT_TO_SERVER, 31);
    trace.repeat(440, CLIENT_TO_SERVER, 101, 31, RetransmissionCause.TIMEOUT);
    trace.repeat(920, CLIENT_TO_SERVER, 101, 31, RetransmissionCause.TIMEOUT);
    assertThat(timeline(trace, request(50, 50, 90, 90))).contains("idle 90..920");
  }

  @Test
  void whatAClientSendsAgainToAServerThatClosedHoldsUpNobody() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
    trace.fin(60, SERVER_TO_CLIENT).fin(61, CLIENT_TO_SERVER);
    trace.repeat(900, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
    trace.repeat(5000, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
    assertThat(timeline(trace)).contains("idle 61..5000");
  }

  private static List<String> repeatedUnderTls(ScriptedTrace trace) {
    trace.repeat(300, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
    trace.repeat(780, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
    return timeline(trace, encrypted(60, 780));
  }

  @Test
  void whatIsSaidUnderTlsToAServerThatClosedHoldsUpNobody() {
    ScriptedTrace closed = nearClient().fin(59, SERVER_TO_CLIENT);
    assertThat(repeatedUnderTls(closed.lost(60, CLIENT_TO_SERVER, 100))).contains("idle 40..780");
  }

  @Test
  void whatIsSaidUnderTlsToAServerThatClosesLaterMayBeARequest() {
    ScriptedTrace open = nearClient().lost(60, CLIENT_TO_SERVER, 100);
    assertThat(repeatedUnderTls(open.fin(61, SERVER_TO_CLIENT)).toString()).doesNotContain("idle");
  }

  @Test
  void whatComesAfterAResetHoldsUpNobody() {
    ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
    trace.reset(90, SERVER_TO_CLIENT);
    trace.repeat(900, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
    assertThat(timeline(trace)).contains("idle 90..900");
  }
}
