package dev.stallscope.protocol.tls;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.protocol.tls.TlsTalk.answer13;
import static dev.stallscope.protocol.tls.TlsTalk.hello13;
import static dev.stallscope.tls.TlsBytes.alpn;
import static dev.stallscope.tls.TlsBytes.changeCipherSpec;
import static dev.stallscope.tls.TlsBytes.clientHello;
import static dev.stallscope.tls.TlsBytes.data;
import static dev.stallscope.tls.TlsBytes.handshake;
import static dev.stallscope.tls.TlsBytes.join;
import static dev.stallscope.tls.TlsBytes.keyShare;
import static dev.stallscope.tls.TlsBytes.serverName;
import static dev.stallscope.tls.TlsBytes.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.tls.HandshakeType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From encrypted packets to findings (STALLS 5.4 and 8): what turns show, and what they cannot. */
class EncryptedScenariosTest {
  private static final int OVERHEAD = 17;

  private static final Map<String, byte[]> PAYLOADS =
      Map.ofEntries(
          Map.entry("hello", hello13()),
          Map.entry(
              "namelessHello",
              handshake(
                  HandshakeType.CLIENT_HELLO,
                  clientHello("aabb", join(versions(0x0304, 0x0303), keyShare(29))))),
          Map.entry(
              "http1Hello",
              handshake(
                  HandshakeType.CLIENT_HELLO,
                  clientHello(
                      "aabb",
                      join(
                          serverName("example.org"),
                          alpn("http/1.1"),
                          versions(0x0304, 0x0303),
                          keyShare(29))))),
          Map.entry("answer", answer13()),
          Map.entry("finish", join(changeCipherSpec(), data(53))),
          Map.entry("tickets", join(plain(265), plain(265))),
          Map.entry("request", plain(400)),
          Map.entry("response", plain(900)),
          Map.entry("part", plain(12_000)),
          Map.entry("token", plain(60)),
          Map.entry("ping", plain(37)),
          Map.entry("pong", plain(44)),
          Map.entry("upgrade", plain(130)),
          Map.entry("preface", plain(24 + 9 + 3 * 6 + 13)),
          Map.entry("settings", plain(9 + 3 * 6)),
          Map.entry("acknowledgment", plain(9)),
          Map.entry("headers", plain(120)));

  private static final String HANDSHAKE =
      """
      client  0ms    handshake rtt 40ms
      client  41ms   data $hello
      server  82ms   data $answer
      client  83ms   data $finish
      """;

  private static byte[] plain(int bytes) {
    return data(bytes + OVERHEAD);
  }

  private static List<String> found(String script) {
    return findingsOf(HANDSHAKE + script, PAYLOADS);
  }

  @Test
  void tenTurnsBehindTicketsAreHealthy() {
    assertThat(
            found(
                """
                server  123ms  data $tickets
                client  124ms  data $request
                server  165ms  data $response
                repeat 9 every 100ms
                client  266ms  data $request
                server  307ms  data $response
                client  308ms  ACK
                end
                """))
        .isEmpty();
  }

  @Test
  void aSlowAnswerIsSeenInTheTurns() {
    assertThat(
            found(
                """
                client  84ms   data $request
                server  125ms  data $response
                client  126ms  data $request
                server  166ms  ACK
                server  767ms  data $response
                client  768ms  ACK
                expect  stall 166ms..767ms slow-server-response
                """))
        .singleElement()
        .asString()
        .startsWith("critical slow-server-response 601 ms by server-application");
  }

  @Test
  void talkOfAnUnknownProtocolMayBeAPersons() {
    assertThat(
            findingsOf(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   data $namelessHello
                server  82ms   data $answer
                client  83ms   data $finish
                client  84ms   data $request
                server  125ms  data $response
                client  126ms  data $request
                server  166ms  ACK
                server  5767ms data $response
                client  5768ms ACK
                """,
                PAYLOADS))
        .containsExactly("minor slow-server-response 5.6 s by server-application in 10 11");
  }

  @Test
  void aSlowAnswerIsSeenInTheTurnsAtTheServer() {
    assertThat(
            findingsOf(
                """
                set capture near server
                client  0ms    handshake rtt 40ms
                client  41ms   data $hello
                server  42ms   data $answer
                client  83ms   data $finish
                client  84ms   data $request
                server  85ms   data $response
                client  126ms  data $request
                server  126ms  ACK
                server  727ms  data $response
                client  768ms  ACK
                """,
                PAYLOADS))
        .singleElement()
        .asString()
        .startsWith("critical slow-server-response 601 ms by server-application");
  }

  /** Requests of HTTP/2, the last at 126 ms, whose first answer comes later. */
  private static List<String> severalAsked(String answers) {
    return found(
        """
        client  84ms   data $preface + $headers
        server  124ms  data $settings
        client  125ms  data $headers
        client  126ms  data $headers
        server  166ms  ACK
        """
            + answers);
  }

  @Test
  void severalHttp2RequestsAllWaitUntilAnAnswerComes() {
    assertThat(
            severalAsked(
                """
                server  900ms  data $response
                client  901ms  ACK
                expect  stall 166ms..900ms slow-server-response
                """))
        .singleElement()
        .asString()
        .startsWith("minor slow-server-response 734 ms by server-application");
  }

  @Test
  void whatOneRequestWaitedIsToldWithoutWhatSeveralMayHave() {
    assertThat(
            found(
                """
                client  84ms   data $preface + $headers
                server  124ms  data $settings
                client  124ms  ACK
                server  500ms  data $response
                client  501ms  ACK
                client  600ms  data $headers
                client  601ms  data $headers
                server  641ms  ACK
                server  2000ms data $response
                client  2001ms ACK
                expect  stall 641ms..2000ms slow-server-response
                """))
        .singleElement()
        .asString()
        .startsWith("major slow-server-response 376 ms by server-application");
  }

  @Test
  void ofSeveralHttp2RequestsNobodyCanSayWhichWaitsOnceAnAnswerCame() {
    assertThat(
            severalAsked(
                """
                server  168ms  data $response
                client  169ms  ACK
                server  600ms  data $response
                client  601ms  ACK
                server  1800ms data $response
                client  1801ms ACK
                """))
        .isEmpty();
  }

  /**
   * Two of three are answered; the server is silent, and {@code last} follows what it says then.
   */
  private static List<String> oneIsLate(String last) {
    return severalAsked(
        """
        server  168ms  data $token
        client  169ms  ACK
        server  172ms  data $token
        client  173ms  ACK
        server  1200ms data $token
        server  1201ms data $%s
        client  1202ms ACK
        """
            .formatted(last));
  }

  @Test
  void theLateAnswerOfSeveralIsSeenByTheEndOfItsStream() {
    assertThat(oneIsLate("acknowledgment"))
        .singleElement()
        .asString()
        .startsWith("major slow-server-response 1.03 s by server-application");
    assertThat(oneIsLate("pong")).isEmpty();
  }

  /** The client confirms what the server pushes, and asks once, in a capture that began later. */
  private static List<String> pushedTo(String later) {
    return findingsOf(
        """
        set server 10.0.0.2:443
        server  0ms      data $token
        client  22ms     data $request
        server  33ms     ACK
        server  245ms    data $response
        client  285ms    ACK
        client  287ms    data $token
        server  298ms    ACK
        server  19339ms  data $response
        client  19370ms  data $token
        server  19381ms  ACK
        client  22328ms  data $token
        server  22339ms  ACK
        server  22545ms  data $token
        client  22587ms  ACK
        """
            + later,
        PAYLOADS);
  }

  @Test
  void aPushIsNoLateAnswerToTheWordThatConfirmedTheOneBefore() {
    assertThat(
            pushedTo(
                """
                server  36000ms  data $response
                client  36010ms  data $token
                server  36021ms  ACK
                client  42000ms  data $token
                server  42011ms  ACK
                server  42216ms  data $token
                client  42217ms  ACK
                """))
        .isEmpty();
    assertThat(pushedTo("client  22700ms  FIN\nserver  22711ms  FIN\nclient  22712ms  ACK\n"))
        .singleElement()
        .asString()
        .startsWith("critical slow-server-response 19");
  }

  @Test
  void whatAClientSaysLastNeedsNoAnswer() {
    assertThat(
            found(
                """
                client  84ms   data $request
                server  125ms  data $response
                client  126ms  data $token
                server  166ms  ACK
                client  5s     FIN
                server  5040ms FIN
                """))
        .isEmpty();
  }

  @Test
  void aLastWordThatMeetsAClosedConnectionIsNoRace() {
    assertThat(
            found(
                """
                client  84ms   data $request
                server  125ms  data $response
                server  126ms  FIN
                client  126.5ms data $token
                server  167ms  RST
                """))
        .isEmpty();
  }

  @Test
  void aStreamOfTokensPausesByDesign() {
    assertThat(
            found(
                """
                client  84ms   data $request
                server  125ms  data $response
                client  126ms  ACK
                repeat 20 every 170ms
                server  290ms  data $token
                client  291ms  ACK
                server  340ms  data $token
                client  341ms  ACK
                end
                """))
        .isEmpty();
  }

  /**
   * Answers of a client that offered HTTP/1 only.
   *
   * @param parts how many records of 12 kB come before each silence
   */
  private static List<String> inParts(int... parts) {
    return inParts("$http1Hello", "", parts);
  }

  /**
   * The same.
   *
   * @param hello what the client offers
   * @param settled what the client says once the server has sent its SETTINGS
   */
  private static List<String> inParts(String hello, String settled, int... parts) {
    StringBuilder script =
        new StringBuilder(HANDSHAKE.replace("$hello", hello))
            .append("client 124ms data $request\n")
            .append(settled);
    int at = 165;
    for (int records : parts) {
      for (int i = 0; i < records; i++) {
        script.append("server %1$dms data $part split\nclient %1$d.5ms ACK\n".formatted(at));
        at += 3;
      }
      at += 2000;
    }
    script.append("client %dms data $request\n".formatted(at - 1900));
    script.append("server %dms data $response\n".formatted(at - 1859));
    script.append("client %dms ACK\n".formatted(at - 1858));
    return findingsOf(script.toString(), PAYLOADS);
  }

  @Test
  void aServerIsSilentBetweenTwoLargeParts() {
    assertThat(inParts(8, 8))
        .singleElement()
        .asString()
        .startsWith("critical response-trickle 2 s by server-application");
  }

  @Test
  void aSmallPartMayBeNews() {
    assertThat(inParts(8, 3)).isEmpty();
    assertThat(inParts(3, 8)).isEmpty();
  }

  @Test
  void aServerThatIsSilentAgainAndAgainSendsAStream() {
    assertThat(inParts(8, 8, 8)).isEmpty();
    assertThat(inParts(8, 8, 8, 8)).isEmpty();
  }

  @Test
  void aClientThatAcknowledgesNoSettingsSpeaksHttp1() {
    assertThat(inParts("$hello", "", 8, 8))
        .singleElement()
        .asString()
        .startsWith("critical response-trickle 2 s by server-application");
  }

  /** A server may send its SETTINGS before it has heard anything but the handshake. */
  @Test
  void aClientThatMayHaveAcknowledgedSettingsMaySpeakHttp2() {
    assertThat(inParts("$hello", "client 124.1ms data $acknowledgment\n", 8, 8)).isEmpty();
  }

  /** Another request may be on its way already, and nobody knows which answer waits. */
  @Test
  void partsOfHttp2AnswersMayBeSeveral() {
    StringBuilder script =
        new StringBuilder(
            """
            client 84ms data $request
            server 124ms data $settings
            client 124.1ms data $acknowledgment
            """);
    for (int i = 0; i < 16; i++) {
      int at = 125 + 3 * i + (i < 8 ? 0 : 2000);
      script.append("server %1$dms data $part split\nclient %1$d.5ms ACK\n".formatted(at));
    }
    assertThat(found(script + "client 2300ms data $request\nserver 2341ms data $response\n"))
        .isEmpty();
  }

  @Test
  void messagesOfAWebSocketAreNoAnswers() {
    assertThat(
            found(
                """
                client  84ms   data $request
                server  124ms  data $tickets
                server  125ms  data $upgrade
                client  126ms  ACK
                repeat 4 every 3s
                server  2s     data $token
                client  2001ms ACK
                end
                client  15s    data $token
                server  15041ms ACK
                server  19s    data $token
                client  19001ms ACK
                """))
        .isEmpty();
  }

  /** A server that speaks 20 s after its answer, a reply, and what follows 180 s later. */
  private static String pushes(String reply, String later) {
    return """
        client  84ms     data $request
        server  125ms    data $response
        client  127ms    data $request
        server  168ms    data $response
        server  20s      data $ping
        client  20.001s  data $%s
        server  20.041s  ACK
        %s
        """
        .formatted(reply, later);
  }

  private static String pushedOnAgain(String reply) {
    return pushes(
        reply,
        """
        server  200s     data $ping
        client  200.001s data $%s
        """
            .formatted(reply));
  }

  @Test
  void whatAClientRepliesToAServerThatLeadsIsNoRequest() {
    assertThat(noname(pushedOnAgain("pong"))).isEmpty();
  }

  @Test
  void aLargeRecordAfterNewsIsARequest() {
    assertThat(noname(pushedOnAgain("request")))
        .singleElement()
        .asString()
        .contains("slow-server-response 3 min");
  }

  @Test
  void whatIsAskedAfterNewsAndAnsweredOnceIsARequest() {
    assertThat(
            noname(
                pushes(
                    "pong",
                    """
                    server  23s     data $response
                    client  23.1s   ACK
                    client  29s     data $request
                    server  29.041s data $response
                    """)))
        .singleElement()
        .asString()
        .contains("slow-server-response 2.96 s");
  }

  @Test
  void aClientThatAsksOnAsSoonAsItIsServedWaitsForASlowServer() {
    assertThat(
            noname(
                """
                client  84ms     data $request
                server  125ms    data $response
                client  126ms    data $pong
                server  166ms    ACK
                server  20s      data $ping
                client  20.001s  data $pong
                server  20.041s  ACK
                server  40s      data $ping
                client  40.001s  data $pong
                """))
        .singleElement()
        .asString()
        .contains("slow-server-response");
  }

  private static List<String> joinedLater(int secondSeconds) {
    return findingsOf(
        """
        set server 10.0.0.2:443
        client  0ms       keep-alive 1
        server  1s        data $ping
        client  1.001s    data $pong
        server  1.041s    ACK
        server  %1$ds     data $ping
        client  %1$d.001s data $pong
        """
            .formatted(secondSeconds),
        PAYLOADS);
  }

  @Test
  void newsOfAConnectionThatWasJoinedLaterMayBeSlowAnswers() {
    assertThat(joinedLater(200)).isEmpty();
    assertThat(joinedLater(20)).singleElement().asString().contains("slow-server-response");
  }

  private static List<String> noname(String script) {
    return findingsOf(HANDSHAKE.replace("$hello", "$namelessHello") + script, PAYLOADS);
  }

  /** Last words of a client that nobody hears: sent twice again. */
  private static String lastWords(String closes) {
    return """
        client  84ms   data $request
        server  125ms  data $response
        client  126ms  data $request
        server  166ms  data $response
        client  5s     data $ping %1$s lost
        client  18s    data 950..1004 again %1$s lost
        client  45s    data 950..1004 again %1$s lost
        """
        .formatted(closes);
  }

  @Test
  void whatAClientSaysTogetherWithItsCloseKeepsNobodyWaiting() {
    assertThat(found(lastWords("fin"))).isEmpty();
  }

  @Test
  void whatAClientSaysWithoutClosingWaitsForItsTimer() {
    assertThat(found(lastWords(""))).singleElement().asString().startsWith("critical ");
  }

  @Test
  void manySmallTurnsCostTheirJourneys() {
    assertThat(
            found(
                """
                repeat 40 every 42ms
                client  84ms   data $request
                server  125ms  data $token
                end
                client  1800ms ACK
                """))
        .singleElement()
        .asString()
        .startsWith("critical chatty-exchange")
        .contains("by client-application");
  }

  @Test
  void aNewConnectionForEachRequestCostsBothHandshakes() {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      script.append(
          """
          c%1$d: client %2$dms handshake rtt 40ms
          c%1$d: client %3$dms data $hello
          c%1$d: server %4$dms data $answer
          c%1$d: client %5$dms data $finish + $request
          c%1$d: server %6$dms data $response
          c%1$d: client %7$dms FIN
          c%1$d: server %8$dms FIN
          """
              .formatted(
                  i,
                  1000 * i,
                  1000 * i + 41,
                  1000 * i + 82,
                  1000 * i + 83,
                  1000 * i + 124,
                  1000 * i + 125,
                  1000 * i + 165));
    }
    assertThat(findingsOf(script.toString(), PAYLOADS))
        .first()
        .asString()
        .contains("no-keep-alive")
        .contains("by client-application");
  }
}
