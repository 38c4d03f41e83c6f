package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.handshake;
import static dev.stallscope.measure.timeline.ScriptedExchange.handshakeBegunAgain;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearClient;
import static dev.stallscope.measure.timeline.ScriptedTimeline.nearServer;
import static dev.stallscope.measure.timeline.ScriptedTimeline.timeline;
import static dev.stallscope.measure.timeline.ScriptedTrace.MSS;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The round trips of a TLS handshake, and the work of both sides. */
class TlsHandshakeTimelineTest {
  @Test
  void oneRoundTripAndTheServersWork() {
    ScriptedTrace trace = nearClient().data(40, CLIENT_TO_SERVER, 517);
    trace.data(100, SERVER_TO_CLIENT, 4000).data(103, CLIENT_TO_SERVER, 80);
    assertThat(timeline(trace, handshake(40, 103, true)))
        .containsExactly(
            "network-round-trip 0..80", "tls-slow-server 80..100", "tls-slow-client 100..103");
  }

  @Test
  void aSecondRoundTripWithTheServersLastWordIsTheOldVersion() {
    ScriptedTrace trace = nearClient().data(40, CLIENT_TO_SERVER, 517);
    trace.data(80, SERVER_TO_CLIENT, 4000).data(80, CLIENT_TO_SERVER, 80);
    trace.data(120, SERVER_TO_CLIENT, 51);
    assertThat(timeline(trace, handshake(40, 120, true)))
        .containsExactly("network-round-trip 0..80", "tls-two-round-trips 80..120");
  }

  @Test
  void aSecondRoundTripWithTheClientsLastWordIsARefusedOffer() {
    ScriptedTrace trace = nearClient().data(40, CLIENT_TO_SERVER, 517);
    trace.data(80, SERVER_TO_CLIENT, 99).data(80, CLIENT_TO_SERVER, 517);
    trace.data(120, SERVER_TO_CLIENT, 4000).data(120, CLIENT_TO_SERVER, 80);
    assertThat(timeline(trace, handshakeBegunAgain(40, 120)))
        .containsExactly("network-round-trip 0..80", "tls-hello-retry 80..120");
    assertThat(timeline(trace, handshake(40, 120, true)))
        .as("the refusal was not captured")
        .containsExactly("network-round-trip 0..120");
  }

  @Test
  void certificatesBeyondTheFirstWindowCostARoundTrip() {
    ScriptedTrace trace = nearServer().data(40, CLIENT_TO_SERVER, 517);
    trace.data(40, SERVER_TO_CLIENT, 10 * MSS).ack(80, CLIENT_TO_SERVER);
    trace.data(80, SERVER_TO_CLIENT, 4000).data(120, CLIENT_TO_SERVER, 80);
    assertThat(timeline(trace, handshake(40, 120, true))).contains("tls-certificate-flight 40..80");
  }

  @Test
  void aServerThatPausesForItselfIsSlow() {
    ScriptedTrace trace = nearServer().data(40, CLIENT_TO_SERVER, 517);
    trace.data(40, SERVER_TO_CLIENT, 5000).ack(80, CLIENT_TO_SERVER);
    trace.data(240, SERVER_TO_CLIENT, 4000).data(280, CLIENT_TO_SERVER, 80);
    assertThat(timeline(trace, handshake(40, 280, true)).toString())
        .contains("tls-slow-server")
        .doesNotContain("tls-certificate-flight");
  }
}
