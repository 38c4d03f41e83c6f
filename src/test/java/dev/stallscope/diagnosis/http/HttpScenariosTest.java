package dev.stallscope.diagnosis.http;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.ScriptedFindings.notesOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * From packets to findings: each trouble of STALLS 8 with the near misses that must give nothing.
 */
class HttpScenariosTest {
  @Test
  void aBodyThatWaitsForPermissionThatNeverComes() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   data "PUT /f HTTP/1.1\\r\\nHost: a\\r\\nExpect: 100-continue\\r\\nContent-Length: 900\\r\\n\\r\\n"
                server  81ms   ACK
                client  1041ms data 900
                server  1081ms ACK
                server  1083ms http-response 201 10
                client  1084ms ACK
                expect  stall 81ms..1041ms expect-continue
                """))
        .singleElement()
        .asString()
        .startsWith("critical expect-continue 960 ms by server-operations");
  }

  @Test
  void promptPermissionCostsARoundTripOnly() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   data "PUT /f HTTP/1.1\\r\\nHost: a\\r\\nExpect: 100-continue\\r\\nContent-Length: 900\\r\\n\\r\\n"
                server  82ms   data "HTTP/1.1 100 Continue\\r\\n\\r\\n"
                client  83ms   data 900
                server  124ms  http-response 201 10
                client  125ms  ACK
                """))
        .isEmpty();
  }

  private static final String RACE =
      """
      a: client 0ms    handshake rtt 40ms
      a: client 41ms   http-request GET /a
      a: server 82ms   http-response 200 300
      a: client 83ms   ACK
      """;

  @Test
  void aRequestMeetsAConnectionThatIsBeingClosed() {
    assertThat(
            findingsOf(
                RACE
                    + """
                    a: client 5070ms http-request GET /b
                    a: server 5083ms FIN ack 42
                    a: server 5111ms RST
                    b: client 5115ms handshake rtt 40ms
                    b: client 5156ms http-request GET /b
                    b: server 5197ms http-response 200 300
                    b: client 5198ms ACK
                    """))
        .singleElement()
        .asString()
        .contains("keep-alive-race")
        .contains("by server-operations");
  }

  @Test
  void aConnectionThatEndsAfterItsAnswerIsHowConnectionsEnd() {
    assertThat(
            findingsOf(
                RACE
                    + """
                    a: server 5083ms FIN
                    a: client 5084ms FIN
                    a: server 5124ms ACK
                    """))
        .isEmpty();
  }

  private static String visit(String name, long start, long closed, boolean isServers) {
    return """
        %1$s: client %2$dms handshake rtt 40ms
        %1$s: client %3$dms http-request GET /page
        %1$s: server %4$dms http-response 200 300
        %1$s: client %5$dms ACK
        %1$s: %6$s %7$dms FIN
        %1$s: %8$s %9$dms FIN
        """
        .formatted(
            name,
            start,
            start + 41,
            start + 82,
            start + 83,
            isServers ? "server" : "client",
            closed,
            isServers ? "client" : "server",
            closed + 40);
  }

  @Test
  void aNewConnectionForEachRequestCostsItsHandshake() {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      script.append(visit("c" + i, 1000L * i, 1000L * i + 900, false));
    }
    assertThat(findingsOf(script.toString()))
        .singleElement()
        .asString()
        .startsWith("major no-keep-alive 760 ms by client-application");
  }

  @Test
  void connectionsSideBySideWithManyRequestsAreNeeded() {
    StringBuilder script = new StringBuilder();
    for (int c = 0; c < 20; c++) {
      script.append("c%d: client 0ms handshake rtt 10ms\n".formatted(c));
      for (int i = 0; i < 30; i++) {
        script.append(
            String.format(
                Locale.ROOT,
                """
                c%1$d: client %2$dms http-request GET /item/%1$d-%3$d
                c%1$d: server %4$dms http-response 200 300
                c%1$d: client %5$dms ACK
                """,
                c,
                20 + 60 * i + 2 * c,
                i,
                31 + 60 * i + 2 * c,
                32 + 60 * i + 2 * c));
      }
    }
    assertThat(findingsOf(script.toString())).noneMatch(line -> line.contains("no-keep-alive"));
  }

  @Test
  void aServerThatGivesUpTooEarlyIsNamedWithItsTime() {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      script.append(visit("c" + i, 7000L * i, 7000L * i + 5082, true));
    }
    assertThat(findingOf("no-keep-alive", script.toString()).title())
        .isEqualTo("The server closes idle connections after 5 s, just before they are wanted");
    assertThat(findingsOf(script.toString()))
        .singleElement()
        .asString()
        .startsWith("major no-keep-alive 120 ms by server-operations");
  }

  @Test
  void aServerThatGivesUpAtTheServerSideIsTheSame() {
    StringBuilder script = new StringBuilder("set capture near server\n");
    for (int i = 0; i < 4; i++) {
      script.append(visit("c" + i, 7000L * i, 7000L * i + 5082, true));
    }
    assertThat(findingOf("no-keep-alive", script.toString()).title())
        .isEqualTo("The server closes idle connections after 5 s, just before they are wanted");
  }

  private static final String GET =
      "data \"GET %s HTTP/1.1\\r\\nHost: a.test\\r\\nAccept-Encoding: gzip\\r\\n\\r\\n\"";

  private static byte[] json(int bytes) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; text.length() < bytes; i++) {
      text.append("{\"id\":")
          .append(i * 7919 % 9973)
          .append(",\"name\":\"bicycle ")
          .append(i * 31 % 97)
          .append("\",\"stock\":true},");
    }
    text.setLength(bytes - 1);
    return (text + "]").getBytes(StandardCharsets.US_ASCII);
  }

  private static String answer(String type, int bytes) {
    return """
        set window 4000000
        client  0ms    handshake rtt 40ms
        client  41ms   %s
        server  82ms   data "HTTP/1.1 200 OK\\r\\nContent-Type: %s\\r\\nContent-Length: %d\\r\\n\\r\\n" + $body rtt 40ms
        """
        .formatted(GET.formatted("/list"), type, bytes);
  }

  @Test
  void textThatShrinksIsCompressedOrItTakesLonger() {
    assertThat(findingsOf(answer("application/json", 400_000), Map.of("body", json(400_000))))
        .first()
        .asString()
        .contains("uncompressed-response")
        .contains("by server-operations");
  }

  @Test
  void aSmallTextNeedsNoCompression() {
    assertThat(findingsOf(answer("application/json", 1_200), Map.of("body", json(1_200))))
        .isEmpty();
  }

  @Test
  void morePictureThanAScreenShowsTakesItsTime() {
    assertThat(findingsOf(answer("image/png", 2_000_000), Map.of("body", json(2_000_000))))
        .anyMatch(line -> line.contains("large-response"));
  }

  /** Five waves of a browser's requests on so many connections. */
  private static String waves(int connections) {
    StringBuilder script = new StringBuilder();
    for (int c = 0; c < connections; c++) {
      script.append("c%d: client 0ms handshake rtt 10ms\n".formatted(c));
    }
    for (int wave = 0; wave < 5; wave++) {
      for (int c = 0; c < connections; c++) {
        script.append(
            String.format(
                Locale.ROOT,
                """
                c%1$d: client %2$.1fms data "GET /i/%3$d HTTP/1.1\\r\\nHost: a\\r\\nUser-Agent: Mozilla/5.0\\r\\n\\r\\n"
                c%1$d: server %4$.1fms http-response 200 300
                c%1$d: client %5$.1fms ACK
                """,
                c,
                11 + 101 * wave + 0.1 * c,
                wave * connections + c,
                111 + 101 * wave + 0.1 * c,
                111.1 + 101 * wave + 0.1 * c));
      }
    }
    return script.toString();
  }

  @Test
  void aBrowserKeepsSixConnectionsAndLetsTheRestWait() {
    assertThat(findingsOf(waves(6)))
        .singleElement()
        .asString()
        .startsWith("critical http1-connection-limit 405 ms by server-operations");
  }

  @Test
  void whatFitsIntoSixConnectionsDoesNotWait() {
    assertThat(findingsOf(waves(5))).noneMatch(line -> line.contains("http1-connection-limit"));
  }

  @Test
  void picturesAreCompressedAlready() {
    assertThat(findingsOf(answer("image/png", 400_000), Map.of("body", json(400_000))))
        .noneMatch(line -> line.contains("uncompressed"));
  }

  @Test
  void redirectsCostTheirJourneys() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 60ms
                client 61ms  http-request GET /a
                server 122ms data "HTTP/1.1 301 Moved\\r\\nLocation: /b\\r\\nContent-Length: 0\\r\\n\\r\\n"
                client 123ms http-request GET /b
                server 184ms data "HTTP/1.1 302 Found\\r\\nLocation: /c\\r\\nContent-Length: 0\\r\\n\\r\\n"
                client 185ms http-request GET /c
                server 246ms http-response 200 100
                client 247ms ACK
                """))
        .singleElement()
        .asString()
        .startsWith("critical redirect-chain 122 ms by server-application");
  }

  private static String polls(boolean isChanging) {
    StringBuilder script = new StringBuilder("client 0ms handshake rtt 20ms\n");
    for (int i = 0; i < 8; i++) {
      script.append(
          """
          client %dms http-request GET /status
          server %dms data "HTTP/1.1 200 OK\\r\\nContent-Length: 6\\r\\n\\r\\nstate%d"
          client %dms ACK
          """
              .formatted(21 + 5000 * i, 42 + 5000 * i, isChanging ? i : 0, 43 + 5000 * i));
    }
    return script.toString();
  }

  @Test
  void pollingForWhatDoesNotChangeIsMentioned() {
    assertThat(findingsOf(polls(false))).isEmpty();
    assertThat(notesOf(polls(false)))
        .singleElement()
        .asString()
        .startsWith("info polling-unchanged 0 ns by client-application");
  }

  @Test
  void pollingForWhatChangesIsWorthIt() {
    assertThat(findingsOf(polls(true))).isEmpty();
    assertThat(notesOf(polls(true))).isEmpty();
  }

  @Test
  void aServerThatFailsIsNamed() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 20ms
                client 21ms  http-request GET /pay
                server 42ms  http-response 500 20
                client 43ms  ACK
                """))
        .singleElement()
        .asString()
        .contains("error-response");
  }

  @Test
  void whatIsNotFoundOnceIsNobodysTrouble() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 20ms
                client 21ms  http-request GET /favicon.ico
                server 42ms  http-response 404 20
                client 43ms  ACK
                """))
        .isEmpty();
  }

  @Test
  void anAnswerThatWasStillGoodNeedNotBeFetched() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 100ms
                repeat 3 every 2s
                client 101ms http-request GET /settings
                server 202ms data "HTTP/1.1 200 OK\\r\\nCache-Control: max-age=60\\r\\nContent-Length: 6\\r\\n\\r\\nstate0"
                client 203ms ACK
                end
                """))
        .singleElement()
        .asString()
        .startsWith("critical repeated-request 202 ms by client-application");
  }

  @Test
  void preflightsCanBeRemembered() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 100ms
                repeat 3 every 10s
                client 101ms data "OPTIONS /me HTTP/1.1\\r\\nHost: a\\r\\nOrigin: http://b\\r\\nAccess-Control-Request-Method: GET\\r\\n\\r\\n"
                server 202ms data "HTTP/1.1 204 No Content\\r\\nAccess-Control-Allow-Origin: *\\r\\n\\r\\n"
                client 203ms data "GET /me HTTP/1.1\\r\\nHost: a\\r\\nOrigin: http://b\\r\\n\\r\\n"
                server 304ms http-response 200 200
                client 305ms ACK
                end
                """))
        .singleElement()
        .asString()
        .startsWith("critical cors-preflight 202 ms by server-application");
  }

  @Test
  void interimAnswersDoNotShiftThePairs() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 40ms
                client 41ms  http-request GET /a
                server 82ms  data "HTTP/1.1 103 Early Hints\\r\\nLink: </x.css>\\r\\n\\r\\n"
                client 83ms  ACK
                server 382ms http-response 200 20
                client 383ms http-request GET /b
                server 424ms http-response 200 20
                client 425ms ACK
                """))
        .singleElement()
        .asString()
        .contains("slow-server-response 301 ms by server-application");
  }

  @Test
  void anAnswerThatWasNotCapturedIsWaitedForByNobody() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 40ms
                client 41ms  http-request GET /a
                server 82ms  http-response 200 200 unseen
                client 83ms  http-request GET /b
                server 124ms http-response 200 200
                client 125ms ACK
                repeat 9 every 1s
                client 1s    http-request GET /c
                server 1130ms http-response 200 200
                client 1131ms ACK
                end
                """))
        .noneMatch(line -> line.contains("slow-server-response"));
  }

  @Test
  void aClientThatLeavesWithALastWordRunsNoRace() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 40ms
                client 41ms  http-request GET /a
                server 82ms  http-response 200 200
                client 83ms  http-request GET /b fin
                server 124ms RST
                """))
        .noneMatch(line -> line.contains("keep-alive-race"));
  }

  @Test
  void headHasNoBody() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 40ms
                client 41ms  http-request HEAD /a
                server 82ms  data "HTTP/1.1 200 OK\\r\\nContent-Length: 900000\\r\\n\\r\\n"
                client 83ms  ACK
                client 5s    http-request GET /b
                server 5041ms http-response 200 20
                client 5042ms ACK
                """))
        .isEmpty();
  }

  @Test
  void pipelinedAnswersComeInOrder() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 40ms
                client 41ms  http-request GET /a
                client 42ms  http-request GET /b
                server 82ms  http-response 200 200
                server 83ms  http-response 200 200
                client 84ms  ACK
                """))
        .isEmpty();
  }
}
