package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingOf;
import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.ScriptedFindings.notesOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Connections that are reset or closed within an answer or behind it, from packets to findings
 * (STALLS 8: RST).
 */
class ConnectionResetScenariosTest {
  @Test
  void theServerResetsInTheMiddleOfItsAnswer() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 9000\\r\\n\\r\\n" + 3000 split
                client  90ms     ACK
                server  390ms    RST
                expect  stall 90ms..390ms connection-reset
                """))
        .containsExactly("critical connection-reset 300 ms by server-application in 9 7");
  }

  @Test
  void theServerResetsInsteadOfAnswering() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  81ms     ACK
                server  1081ms   RST
                """))
        .containsExactly("critical connection-reset 1 s by server-application in 6 4");
  }

  @Test
  void theServerResetsAnUpload() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     data "POST /up HTTP/1.1\\r\\nHost: a.test\\r\\nContent-Length: 90000\\r\\n\\r\\n" + 14543 split
                server  81ms     ACK
                client  82ms     data 14600 split
                server  122ms    RST
                """))
        .containsExactly("minor connection-reset 0 ns by server-application in 26 25");
  }

  @Test
  void aDeviceBetweenResets() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  81ms     ACK
                server  1081ms   RST ttl 250
                """))
        .containsExactly("critical connection-reset 1 s by network in 6 4");
  }

  @Test
  void theClientGivesUpWithinAnAnswer() {
    assertThat(
            notesOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 9000\\r\\n\\r\\n" + 3000 split
                client  90ms     ACK
                client  390ms    RST
                """))
        .containsExactly("info connection-reset 0 ns by client-application in 9 7");
  }

  private static String answer(String method, String fields, String body, String end) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     data "%s / HTTP/1.1\\r\\nHost: a.test\\r\\n\\r\\n"
        server  90ms     data "HTTP/1.1 200 OK\\r\\n%s\\r\\n\\r\\n" + %s split
        client  90.1ms   ACK
        %s
        """
        .formatted(method, fields, body, end);
  }

  private static final String CLOSED = "server  390ms    FIN\nclient  391ms    FIN";

  @Test
  void theServerClosesBeforeTheLengthThatItAnnounced() {
    String script =
        answer("GET", "Content-Length: 9000", "3000", CLOSED)
            + "expect  stall 90ms..390ms connection-reset\n";
    assertThat(findingsOf(script))
        .containsExactly("critical connection-reset 260 ms by server-application in 9 7");
    assertThat(findingOf("connection-reset", script).explanation())
        .startsWith("3 kB of the 9 kB that the answer's Content-Length announced had come");
  }

  @Test
  void theServerClosesBeforeTheLastChunk() {
    String chunk = "\"bb8\\r\\n\" + 3000 + \"\\r\\n\"";
    assertThat(findingsOf(answer("GET", "Transfer-Encoding: chunked", chunk, CLOSED)))
        .containsExactly("critical connection-reset 260 ms by server-application in 9 7");
    String whole = chunk + " + \"0\\r\\n\\r\\n\"";
    assertThat(findingsOf(answer("GET", "Transfer-Encoding: chunked", whole, CLOSED))).isEmpty();
  }

  @Test
  void aCloseThatEndsAnAnswerWithoutLengthIsItsEnd() {
    assertThat(findingsOf(answer("GET", "Server: a", "3000", CLOSED))).isEmpty();
  }

  @Test
  void anEventStreamMayEndAtAnyTime() {
    String fields = "Content-Type: text/event-stream\\r\\nTransfer-Encoding: chunked";
    String chunk = "\"bb8\\r\\n\" + 3000 + \"\\r\\n\"";
    assertThat(findingsOf(answer("GET", fields, chunk, CLOSED))).isEmpty();
  }

  @Test
  void theLengthInAnAnswerToHeadAnnouncesNothing() {
    assertThat(findingsOf(answer("HEAD", "Content-Length: 9000", "0", CLOSED))).isEmpty();
  }

  @Test
  void anAnswerWhoseRestWasNotCapturedIsNotCutOff() {
    String rest = "server  100ms    data 6000 split unseen\nclient  101ms    ACK\n";
    assertThat(findingsOf(answer("GET", "Content-Length: 9000", "3000", rest + CLOSED)))
        .noneMatch(line -> line.contains("connection-reset"));
  }

  @Test
  void aCloseThatOvertookItsDataUntilTheCaptureEndedCutsNothingOff() {
    String rest = "server  100ms    data 6000 split unseen\nserver  390ms    FIN\n";
    String end = "client  391ms    ACK 3039\n";
    assertThat(findingsOf(answer("GET", "Content-Length: 9000", "3000", rest + end)))
        .noneMatch(line -> line.contains("connection-reset"));
  }

  @Test
  void aServerThatStopsBecauseItsClientHasClosedCutsNothingOff() {
    String left = "client  200ms    FIN\nserver  240ms    FIN";
    assertThat(findingsOf(answer("GET", "Content-Length: 9000", "3000", left))).isEmpty();
  }

  @Test
  void aResetAfterTheAnswerHurtsNobody() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     http-response 200 500
                client  90ms     ACK
                client  100ms    FIN
                server  140ms    RST
                """))
        .isEmpty();
  }

  @Test
  void aResetAfterALongRestHurtsNobody() {
    assertThat(
            findingsOf(
                """
                client  0ms      handshake rtt 40ms
                client  41ms     http-request GET /
                server  90ms     http-response 200 500
                client  90ms     ACK
                server  60090ms  RST
                """))
        .isEmpty();
  }
}
