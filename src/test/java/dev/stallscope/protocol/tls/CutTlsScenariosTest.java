package dev.stallscope.protocol.tls;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.protocol.tls.TlsTalk.answer13;
import static dev.stallscope.protocol.tls.TlsTalk.hello13;
import static dev.stallscope.tls.TlsBytes.changeCipherSpec;
import static dev.stallscope.tls.TlsBytes.data;
import static dev.stallscope.tls.TlsBytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** TLS connections that began before the capture, or went on behind it (STALLS 0.5, 5.4). */
class CutTlsScenariosTest {
  private static final Map<String, byte[]> PAYLOADS =
      Map.of(
          "hello", hello13(),
          "answer", answer13(),
          "finish", join(changeCipherSpec(), data(TlsTalk.FINISHED)),
          "goodbye", data(19),
          "request", data(417),
          "response", data(917),
          "start", data(1440),
          "upload", upload());

  private static byte[] upload() {
    byte[][] records = new byte[4][];
    Arrays.setAll(records, _ -> data(16000));
    return join(records);
  }

  private static final String HANDSHAKE =
      """
      client  0ms    handshake rtt 40ms
      client  41ms   data $hello
      server  82ms   data $answer
      client  83ms   data $finish
      """;

  /** Other traffic, which shows that the capture ran on after the connection fell silent. */
  private static final String ELSEWHERE =
      """
      other: client 100ms  handshake rtt 40ms
      other: client 141ms  http-request GET /
      other: server 185ms  http-response 200 500
      other: client 185ms  ACK
      """;

  private static List<String> found(String script) {
    return findingsOf("set server 10.0.0.2:443\n" + script, PAYLOADS);
  }

  @Test
  void joinedBetweenTwoTurnsItIsHealthy() {
    assertThat(
            found(
                """
                client  0ms    data $request
                server  41ms   data $response
                client  42ms   ACK
                client  300ms  data $request
                server  341ms  data $response
                client  342ms  ACK
                """))
        .isEmpty();
  }

  /** A session in which the server says goodbye; of the client all or nothing is captured. */
  private static String session(String client) {
    return """
    client  0ms    SYN%1$s
    server  40ms   SYN,ACK
    client  40ms   ACK%1$s
    client  41ms   data $hello%1$s
    server  82ms   data $answer
    client  83ms   data $finish%1$s
    client  84ms   data $request%1$s
    server  125ms  data $response
    client  126ms  ACK%1$s
    server  2125ms data $goodbye
    server  2125ms FIN
    client  2126ms FIN%1$s
    """
        .formatted(client);
  }

  @Test
  void aFarewellToAClientThatWasNotHeardIsNoRefusal() {
    assertThat(found(session(" unseen"))).noneMatch(line -> line.contains("tls-handshake-failure"));
    assertThat(found(session(""))).isEmpty();
  }

  @Test
  void aServerThatRefusesUnreadablyIsHeardWhereItsClientIs() {
    assertThat(
            found(
                """
                client  0ms    handshake rtt 40ms
                client  41ms   data $hello
                server  82ms   data $answer
                server  83ms   data $goodbye
                server  83ms   FIN
                client  84ms   FIN
                """))
        .singleElement()
        .asString()
        .startsWith("major tls-handshake-failure");
  }

  @Test
  void joinedWithinAnAnswerItsRestIsNobodysTurn() {
    assertThat(
            found(
                """
                server  0ms    data $response
                client  0.1ms  ACK
                server  600ms  data $response
                client  601ms  ACK
                """))
        .isEmpty();
  }

  @Test
  void joinedWithinTheHandshakeItIsNotHeldAgainstAnyone() {
    assertThat(
            found(
                """
                server  82ms   data $answer
                client  83ms   data $finish
                client  84ms   data $request
                server  125ms  data $response
                client  126ms  ACK
                """))
        .isEmpty();
  }

  @Test
  void cutWithinAWaitItsEndIsUnknown() {
    assertThat(
            found(
                HANDSHAKE
                    + ELSEWHERE
                    + """
                    client  84ms   data $request
                    server  124ms  ACK
                    """))
        .isEmpty();
  }

  @Test
  void cutWithinAnAnswerItIsNoBrokenOne() {
    assertThat(
            found(
                HANDSHAKE
                    + ELSEWHERE
                    + """
                    client  84ms   data $request
                    server  125ms  data $start
                    client  126ms  ACK
                    """))
        .isEmpty();
  }

  @Test
  void aWaitThatEndedBeforeTheCutCounts() {
    assertThat(
            found(
                HANDSHAKE
                    + """
                    client  84ms   data $request
                    server  124ms  ACK
                    server  725ms  data $start
                    client  726ms  ACK
                    expect  stall 124ms..725ms slow-server-response
                    """))
        .singleElement()
        .asString()
        .startsWith("critical slow-server-response 601 ms by server-application");
  }

  @Test
  void anAnswerThatAResetEndsIsBroken() {
    assertThat(
            found(
                HANDSHAKE
                    + """
                    client  84ms   data $request
                    server  124ms  ACK
                    server  425ms  RST
                    """))
        .singleElement()
        .asString()
        .contains(" connection-reset ")
        .contains(" by server-application");
  }

  /** Where the first record begins in what was not kept, no later one is found. */
  @Test
  void whatTheSnapLengthHidOfAnUploadIsNoSlowServer() {
    assertThat(
            found(
                "set snaplen 700\n"
                    + HANDSHAKE
                    + """
                    client  84ms   data $upload split every 12ms
                    server  620ms  data $response
                    client  621ms  ACK
                    """))
        .isEmpty();
  }
}
