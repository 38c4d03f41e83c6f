package dev.stallscope.diagnosis.application;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * From packets to findings: each trouble of STALLS 8 with the near misses that must give nothing.
 */
class ApplicationScenariosTest {
  private static final String JSON = "HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\n";

  @Test
  void aServerThatThinksIsSeenFromTheClient() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /report
                server  81ms   ACK
                server  381ms  http-response 200 2000
                client  382ms  ACK
                expect  stall 81ms..381ms slow-server-response
                """))
        .containsExactly("critical slow-server-response 300 ms by server-application in 5 6");
  }

  @Test
  void aServerThatThinksIsSeenAtTheServer() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /report
                server  41ms   ACK
                server  341ms  http-response 200 2000
                client  381ms  ACK
                expect  stall 41ms..341ms slow-server-response
                """))
        .containsExactly("critical slow-server-response 300 ms by server-application in 5 6");
  }

  @Test
  void aProxyIsNotBlamedForTheServerBehindItOnTheSameHost() {
    assertThat(
            findingsOf(
                """
                set capture near server
                outer: client  0ms      handshake rtt 40ms
                outer: client  41ms     http-request GET /report
                outer: server  41ms     ACK
                inner: set client 127.0.0.1:50000
                inner: set server 127.0.0.1:8001
                inner: client  42ms     handshake rtt 0.02ms
                inner: client  42.1ms   http-request GET /report
                inner: server  842ms    http-response 200 2000
                inner: client  842.1ms  ACK
                outer: server  843ms    http-response 200 2000
                outer: client  883ms    ACK
                """))
        .containsExactly("critical slow-server-response 800 ms by server-application in 9 10");
  }

  @Test
  void whatAClientAsksItselfIsNotForTheServerItWaitsFor() {
    assertThat(
            findingsOf(
                """
                outer: client  0ms      handshake rtt 40ms
                outer: client  41ms     http-request GET /report
                outer: server  81ms     ACK
                inner: set client 127.0.0.1:50000
                inner: set server 127.0.0.1:8001
                inner: client  92ms     handshake rtt 0.02ms
                inner: client  92.1ms   http-request GET /report
                inner: server  842ms    http-response 200 2000
                inner: client  842.1ms  ACK
                outer: server  883ms    http-response 200 2000
                outer: client  883.1ms  ACK
                """))
        .hasSize(2)
        .allMatch(finding -> finding.startsWith("critical slow-server-response"));
  }

  @Test
  void aLongPathIsNoSlowServer() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 280ms
                client  281ms  http-request GET /report
                server  581ms  http-response 200 2000
                client  582ms  ACK
                """))
        .noneMatch(line -> line.contains("slow-server-response"));
  }

  @Test
  void aRequestThatHadToBeSentAgainIsTheNetworksTime() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /report lost
                client  281ms  data 0..44 again
                server  322ms  http-response 200 2000
                client  323ms  ACK
                """))
        .isNotEmpty()
        .noneMatch(line -> line.contains("slow-server-response"));
  }

  @Test
  void anAnswerThatNeverCameIsNotSaidToHaveCome() {
    assertThat(
            findingOf(
                    "slow-server-response",
                    """
                    client  0ms    handshake rtt 40ms
                    client  41ms   http-request GET /report
                    server  81ms   ACK
                    client  5s     FIN
                    server  5040ms ACK
                    """)
                .title())
        .startsWith("The server had not answered GET /report after 4.9");
  }

  @Test
  void anIdleConnectionIsNobodysTime() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /a
                server  82ms   http-response 200 500
                client  83ms   ACK
                client  30s    http-request GET /b
                server  30041ms http-response 200 500
                client  30042ms ACK
                client  90s    RST ack 0
                """))
        .isEmpty();
  }

  @Test
  void aPauseWithinAResponseIsTheServersProgram() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /list
                server  82ms   data "%sContent-Length: 3000\\r\\n\\r\\n" + 1000
                client  83ms   ACK
                server  582ms  data 2000
                client  583ms  ACK
                expect  stall 82ms..582ms response-trickle
                """
                    .formatted(JSON)))
        .singleElement()
        .asString()
        .startsWith("critical response-trickle 500 ms by server-application in");
  }

  @Test
  void aPauseWithinAResponseIsSeenAtTheServerToo() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /list
                server  42ms   data "%sContent-Length: 3000\\r\\n\\r\\n" + 1000
                client  82ms   ACK
                server  582ms  data 2000
                client  622ms  ACK
                """
                    .formatted(JSON)))
        .singleElement()
        .asString()
        .startsWith("critical response-trickle 540 ms by server-application in");
  }

  @Test
  void aBodyInOnePieceBehindItsHeadMayBeWaitedFor() {
    assertThat(
            findingsOf(
                """
                client  0ms     handshake rtt 40ms
                client  41ms    http-request GET /wait
                server  82ms    data "%sTransfer-Encoding: chunked\\r\\n\\r\\n"
                client  83ms    ACK
                server  30082ms data "5\\r\\nhello\\r\\n0\\r\\n\\r\\n"
                client  30083ms ACK
                """
                    .formatted(JSON)))
        .singleElement()
        .asString()
        .startsWith("minor response-trickle 30 s by server-application in");
  }

  @Test
  void aPauseUntilSomethingIsSentAgainIsTheNetworks() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /list
                server  42ms   data "%sContent-Length: 3000\\r\\n\\r\\n" + 1000
                client  82ms   ACK
                server  83ms   data 2000 lost
                server  323ms  data 1073..3073 again
                client  363ms  ACK
                """
                    .formatted(JSON)))
        .isNotEmpty()
        .noneMatch(line -> line.contains("trickle"));
  }

  @Test
  void aReaderThatStopsIsNoTrickle() {
    assertThat(
            findingsOf(
                """
                set client window-scale off
                client  0ms    handshake rtt 40ms
                client  41ms   http-request GET /list
                server  82ms   data "%sContent-Length: 3000\\r\\n\\r\\n" + 1000
                client  83ms   ACK win 0
                server  323ms  keep-alive 0
                client  324ms  ACK win 0
                client  600ms  ACK win 60000
                server  641ms  data 2000
                client  642ms  ACK
                """
                    .formatted(JSON)))
        .isNotEmpty()
        .noneMatch(line -> line.contains("trickle"));
  }

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

  @Test
  void anAnswerToALongPollComesWhenThereIsNews() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                repeat 3 every 31s
                client  41ms   http-request GET /poll?timeout=30
                server  81ms   ACK
                server  30081ms http-response 204 0
                client  30082ms ACK
                end
                """))
        .isEmpty();
  }

  @Test
  void anAnswerToALongPollIsKnownByHowItIsAsked() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   data "GET /updates HTTP/1.1\\r\\nHost: a\\r\\nPrefer: wait=30\\r\\n\\r\\n"
                server  81ms   ACK
                server  20081ms http-response 200 900
                client  20082ms ACK
                """))
        .isEmpty();
  }

  /** Asked again as soon as it is answered, each after some seconds. */
  private static String askedAtOnce(String target, long millis, int bytes) {
    return """
    client  0ms    handshake rtt 40ms
    repeat 4 every %dms
    client  41ms   http-request GET %s
    server  81ms   ACK
    server  %dms   http-response 200 %d
    client  %dms   ACK
    end
    """
        .formatted(millis + 100, target, millis + 81, bytes, millis + 82);
  }

  @Test
  void whatNamesItselfAPollAndIsAskedAgainAtOnceIsOne() {
    assertThat(findingsOf(askedAtOnce("/poll?ms=1500", 1500, 40))).isEmpty();
    assertThat(findingsOf(askedAtOnce("/chat?mode=long-polling", 6000, 900))).isEmpty();
  }

  @Test
  void whoAsksForNewsAndGetsAnEmptyListPolls() {
    assertThat(findingsOf(askedAtOnce("/events?since=81", 6000, 40))).isEmpty();
  }

  @Test
  void aSlowServerIsNoPollForItsNameOrItsQueryAlone() {
    for (String script :
        List.of(
            askedAtOnce("/polls/7", 1500, 40),
            askedAtOnce("/poll", 600, 40),
            askedAtOnce("/events?since=81", 6000, 900),
            askedAtOnce("/events?since=81", 3000, 40),
            askedAtOnce("/health", 6000, 2))) {
      assertThat(findingsOf(script)).anyMatch(line -> line.contains("slow-server-response"));
    }
  }

  @Test
  void aReportThatTakesLongEachTimeIsNoLongPoll() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                repeat 3 every 7s
                client  41ms   http-request GET /report
                server  81ms   ACK
                server  6081ms http-response 200 900
                client  6082ms ACK
                end
                """))
        .singleElement()
        .asString()
        .startsWith("critical slow-server-response 18 s");
  }

  @Test
  void aSenderThatPausesWithDataOnTheWayIsBusyElsewhere() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 80ms
                client  81ms   http-request GET /file
                server  82ms   data "%sContent-Length: 29200\\r\\n\\r\\n" + 11600 every 0.1ms
                client  162ms  ACK 4380
                server  482ms  data 17600 every 0.1ms
                client  562ms  ACK
                """
                    .formatted(JSON)))
        .isNotEmpty()
        .noneMatch(line -> line.contains("trickle"));
  }

  @Test
  void aRequestThatPausesIsTheClientsProgram() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   data "POST /import HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 2000\\r\\n\\r\\n" + 500
                server  81ms   ACK
                client  541ms  data 1500
                server  581ms  ACK
                server  583ms  http-response 200 50
                client  584ms  ACK
                expect  stall 81ms..541ms request-trickle
                """))
        .singleElement()
        .asString()
        .startsWith("critical request-trickle")
        .contains("by client-application");
  }

  @Test
  void aRequestThatPausesIsSeenAtTheServerToo() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 40ms
                client  41ms   data "POST /import HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 2000\\r\\n\\r\\n" + 500
                server  41ms   ACK
                client  541ms  data 1500
                server  541ms  ACK
                server  543ms  http-response 200 50
                client  584ms  ACK
                """))
        .singleElement()
        .asString()
        .startsWith("critical request-trickle");
  }

  /** Waves of five calls of 100 ms, on a connection each. */
  private static String fiveAtOnce(int waves) {
    StringBuilder script = new StringBuilder();
    for (int c = 0; c < 5; c++) {
      script.append("c%d: client 0ms handshake rtt 10ms\n".formatted(c));
    }
    for (int wave = 0; wave < waves; wave++) {
      for (int c = 0; c < 5; c++) {
        double start = 11 + 101 * wave + 0.1 * c;
        script.append(
            String.format(
                Locale.ROOT,
                """
                c%d: client %.1fms http-request GET /call/%d
                c%d: server %.1fms http-response 200 300
                c%d: client %.1fms ACK
                """,
                c,
                start,
                10 * wave + c,
                c,
                start + 100,
                c,
                start + 100.1));
      }
    }
    return script.toString();
  }

  @Test
  void aFullPoolLetsCallsWait() {
    assertThat(findingsOf(fiveAtOnce(6)))
        .singleElement()
        .asString()
        .startsWith("critical queued-in-pool 505 ms by client-application");
  }

  @Test
  void fiveCallsAreNoFullPool() {
    assertThat(findingsOf(fiveAtOnce(1))).isEmpty();
  }

  private static String call(String connection, int start, String path, String body) {
    return """
        %1$sclient  %2$dms  http-request GET %3$s
        %1$sserver  %4$dms  data "%5$sContent-Length: %6$d\\r\\n\\r\\n%7$s"
        %1$sclient  %8$dms  ACK
        """
        .formatted(
            connection,
            start,
            path,
            start + 100,
            JSON,
            body.length(),
            body.replace("\"", "\\\""),
            start + 101);
  }

  @Test
  void callsThatDoNotNeedEachOtherCouldRunAtOnce() {
    assertThat(
            findingsOf(
                "client 0ms handshake rtt 10ms\n"
                    + call("", 11, "/weather", "{\"sky\":\"blue\"}")
                    + call("", 113, "/news", "{\"items\":[]}")
                    + call("", 215, "/rates", "{\"euro\":1}")
                    + call("", 317, "/stock", "{\"bikes\":3}")))
        .singleElement()
        .asString()
        .startsWith("critical sequential-calls 300 ms by client-application");
  }

  @Test
  void callsThatNeedTheFormerAnswerHaveToWait() {
    assertThat(
            findingsOf(
                "client 0ms handshake rtt 10ms\n"
                    + call("", 11, "/me", "{\"id\":\"u81f03\"}")
                    + call("", 113, "/carts?user=u81f03", "{\"cart\":\"c4711\"}")
                    + call("", 215, "/prices/c4711", "{\"voucher\":\"v-2024\"}")
                    + call("", 317, "/check/v-2024", "{\"ok\":true}")))
        .isEmpty();
  }

  private static String turns(int count) {
    return "client 0ms handshake rtt 30ms\n"
        + """
        repeat %d every 32ms
        client 31ms http-request GET /p
        server 61.5ms http-response 200 200
        client 62ms ACK
        end
        """
            .formatted(count);
  }

  private static String questions(int count) {
    StringBuilder script = new StringBuilder("client 0ms handshake rtt 30ms\n");
    for (int i = 0; i < count; i++) {
      script.append(
          String.format(
              Locale.ROOT,
              """
              client %dms http-request GET /price/%d
              server %.1fms http-response 200 200
              client %dms ACK
              """,
              31 + 32 * i,
              i,
              61.5 + 32 * i,
              62 + 32 * i));
    }
    return script.toString();
  }

  @Test
  void manySmallQuestionsCostTheirJourneys() {
    assertThat(findingsOf(questions(40)))
        .singleElement()
        .asString()
        .startsWith("critical chatty-exchange 1.08 s by client-application");
  }

  @Test
  void fewSmallQuestionsAreHowProgramsTalk() {
    assertThat(findingsOf(questions(19))).isEmpty();
  }

  @Test
  void oneQuestionAgainAndAgainIsNoConversation() {
    assertThat(findingsOf(turns(40))).isEmpty();
  }

  @Test
  void hastyRetriesKeepAServerOverloaded() {
    assertThat(
            findingsOf(
                """
                client 0ms   handshake rtt 20ms
                client 21ms  http-request GET /pay
                server 42ms  http-response 503 20
                client 142ms http-request GET /pay
                server 163ms http-response 503 20
                client 363ms http-request GET /pay
                server 384ms http-response 503 20
                client 784ms http-request GET /pay
                server 805ms http-response 503 20
                client 1605ms http-request GET /pay
                server 1626ms http-response 200 20
                client 1627ms ACK
                """))
        .anyMatch(line -> line.contains("retry-storm"))
        .anyMatch(line -> line.contains("error-response"));
  }

  @Test
  void oneRetryAfterABrokenConnectionIsGoodPractice() {
    assertThat(
            findingsOf(
                """
                a: client 0ms   handshake rtt 20ms
                a: client 21ms  http-request GET /pay
                a: server 42ms  http-response 200 20
                a: client 43ms  ACK
                a: server 5042ms FIN
                a: client 5043ms http-request GET /pay
                a: server 5064ms RST
                b: client 5070ms handshake rtt 20ms
                b: client 5091ms http-request GET /pay
                b: server 5112ms http-response 200 20
                b: client 5113ms ACK
                """))
        .noneMatch(line -> line.contains("retry-storm"));
  }

  private static String visit(String name, int host, int start) {
    return """
        set server 198.51.100.%1$d:80
        %2$s: client %3$dms handshake rtt 60ms
        %2$s: client %4$dms http-request GET / host h%1$d.test
        %2$s: server %5$dms http-response 200 100
        %2$s: client %6$dms ACK
        """
        .formatted(host, name, start, start + 61, start + 122, start + 123);
  }

  @Test
  void connectionsToSeveralServersCouldBeOpenedAtOnce() {
    assertThat(findingsOf(visit("a", 1, 0) + visit("b", 2, 125) + visit("c", 3, 250)))
        .singleElement()
        .asString()
        .contains("sequential-connects 120 ms by client-application");
  }

  @Test
  void connectionsSideBySideAreOpenedAtOnce() {
    assertThat(findingsOf(visit("a", 1, 0) + visit("b", 2, 5) + visit("c", 3, 10))).isEmpty();
  }
}
