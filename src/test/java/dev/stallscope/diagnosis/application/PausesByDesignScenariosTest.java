package dev.stallscope.diagnosis.application;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.diagnosis.application.JsonAnswer.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Streams that pause by design, from packets to findings, and pauses that only look like it (STALLS
 * 8).
 */
class PausesByDesignScenariosTest {
  @Test
  void eventStreamsPauseByDesign() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /events
                server  82ms   data "HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\n\\r\\n"
                client  83ms   ACK
                repeat 6 every 500ms
                server  582ms  data "data: tick\\n\\n"
                client  583ms  ACK
                end
                """))
        .isEmpty();
  }

  private static String pausing(String setting, String fields, String pieceBytes, int... millis) {
    StringBuilder script =
        new StringBuilder(
            """
            %s
            client  0ms      handshake rtt 20ms
            client  21ms     http-request GET /a
            server  45ms     data "HTTP/1.1 200 OK\\r\\n%s\\r\\n\\r\\n"
            client  45.1ms   ACK
            """
                .formatted(setting, fields));
    for (int at : millis) {
      script.append("server  %dms data %s every 0.1ms%n".formatted(at, pieceBytes));
      script.append("client  +1ms ACK\n");
    }
    return script.toString();
  }

  private static final String STREAM_FIELDS =
      "Server: with-a-rather-long-name\\r\\nContent-Type: text/event-stream";

  @Test
  void pausesBehindAHeadThatTheCaptureCutMayBeAStreams() {
    int[] news = {50, 700, 1900, 2200};
    assertThat(findingsOf(pausing("set snaplen 96", STREAM_FIELDS, "300", news))).isEmpty();
    assertThat(findingsOf(pausing("", STREAM_FIELDS, "300", news))).isEmpty();
    String table = "Content-Type: text/csv\\r\\nServer: with-a-rather-long-name";
    assertThat(findingsOf(pausing("set snaplen 96", table, "300", news)))
        .singleElement()
        .asString()
        .startsWith("critical response-trickle");
  }

  @Test
  void filmsAreSentAsFastAsTheyArePlayed() {
    String film = "Content-Type: video/mp4\\r\\nContent-Length: 150000";
    String archive = film.replace("video/mp4", "application/zip");
    int[] steady = {50, 450, 850, 1250, 1650};
    int[] halting = {50, 250, 1850, 2050, 4850};
    assertThat(findingsOf(pausing("", film, "30000", steady))).isEmpty();
    assertThat(findingsOf(pausing("", film, "30000", halting)))
        .anyMatch(line -> line.contains("response-trickle"));
    assertThat(findingsOf(pausing("", archive, "30000", steady)))
        .anyMatch(line -> line.contains("response-trickle"));
  }

  @Test
  void chunksAtASteadyPaceAreMadeWhileTheyAreSent() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /tokens
                server  82ms   data "%sTransfer-Encoding: chunked\\r\\n\\r\\n"
                client  83ms   ACK
                repeat 12 every 150ms
                server  200ms  data "5\\r\\nword \\r\\n"
                client  201ms  ACK
                end
                server  2100ms data "0\\r\\n\\r\\n"
                client  2101ms ACK
                """
                    .formatted(JSON)))
        .isEmpty();
  }

  /** Chunks of a size that come so many milliseconds after the request. */
  private static String chunked(int bytes, int... millis) {
    StringBuilder script =
        new StringBuilder(
            """
            client  0ms    handshake rtt 40ms
            client  41ms   http-request GET /watch
            server  82ms   data "%sTransfer-Encoding: chunked\\r\\n\\r\\n"
            client  83ms   ACK
            """
                .formatted(JSON));
    for (int at : millis) {
      script.append(
          "server %1$dms data \"%2$x\\r\\n\" + %2$d + \"\\r\\n\" split\nclient %1$d.5ms ACK\n"
              .formatted(at, bytes));
    }
    return script + "server 6s data \"0\\r\\n\\r\\n\"\nclient 6001ms ACK\n";
  }

  @Test
  void smallPiecesThatComeNowAndThenAreNews() {
    assertThat(findingsOf(chunked(300, 200, 1900, 2300, 3700, 5900))).isEmpty();
    assertThat(findingsOf(chunked(6000, 200, 1900, 2300, 3700, 5900)))
        .anyMatch(line -> line.startsWith("critical response-trickle"));
    assertThat(findingsOf(chunked(300, 200, 1900, 5900)))
        .anyMatch(line -> line.startsWith("critical response-trickle"));
  }

  @Test
  void webSocketsPauseByDesign() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   data "GET /chat HTTP/1.1\\r\\nHost: a\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n"
                server  82ms   data "HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n"
                client  83ms   ACK
                repeat 5 every 2s
                client  1s     data 20
                server  1900ms data 40
                client  1901ms ACK
                end
                """))
        .isEmpty();
  }
}
