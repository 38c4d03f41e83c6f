package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.TlsScript.FINISHED;
import static dev.stallscope.analysis.TlsScript.MESSAGES;
import static dev.stallscope.analysis.TlsScript.OPEN;
import static dev.stallscope.analysis.TlsScript.TLS_13;
import static dev.stallscope.analysis.TlsScript.answer13;
import static dev.stallscope.analysis.TlsScript.found;
import static dev.stallscope.tls.TlsBytes.changeCipherSpec;
import static dev.stallscope.tls.TlsBytes.data;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Servers and clients that take their time within a TLS handshake, from packets to findings, with
 * near misses (STALLS 8).
 */
class TlsSlowPartyScenariosTest {
  @Test
  void aServerThatComputesForLong() {
    assertThat(found(TLS_13.replace("81ms", "381ms").replace("82ms", "382ms")))
        .containsExactly("critical tls-slow-server 300 ms by server-operations in 4 5");
  }

  /**
   * A handshake whose answer comes 300 ms late on a path of 40 ms.
   *
   * @param answered the server's clock in its answer; its ACK of the question says 5240
   */
  private static List<String> late(int answered) {
    return found(
        """
        set server 10.0.0.2:443
        client 0ms SYN ts 1000 0
        server 40ms SYN,ACK ts 5020 1000
        client 40.1ms ACK ts 1040 5020
        client 41ms data $hello13 ts 1041 5020
        server 261ms ACK ts 5240 1041
        server 381ms data $answer13 split ts %1$d 1041
        client 382ms data $finished13 ts 1382 %1$d
        """
            .formatted(answered));
  }

  @Test
  void aPathThatWasSlowBothWaysByTheServersClock() {
    assertThat(late(5242)).isEmpty();
    assertThat(late(5360))
        .containsExactly("major tls-slow-server 121 ms by server-operations in 4 6");
  }

  @Test
  void aServerThatPausesWithinItsFlight() {
    Map<String, byte[]> cut = new HashMap<>(MESSAGES);
    byte[] whole = answer13(9000);
    cut.put("first", Arrays.copyOf(whole, 5000));
    cut.put("second", Arrays.copyOfRange(whole, 5000, whole.length));
    assertThat(
            findingsOf(
                OPEN
                    + """
                    client 41ms data $hello13
                    server 81ms data $first split
                    client 81.1ms ACK
                    server 281ms data $second split
                    client 282ms data $finished13
                    """,
                cut))
        .containsExactly("critical tls-slow-server 200 ms by server-operations in 9 10");
  }

  /** Two writes end the handshake; Nagle's rule holds the second until the first is answered. */
  private static List<String> endsInTwoWrites(String answeredMillis, String sentMillis) {
    Map<String, byte[]> writes = new HashMap<>(MESSAGES);
    writes.put("change", changeCipherSpec());
    writes.put("finished", data(FINISHED));
    return findingsOf(
        OPEN
            + """
            client 41ms data $hello13
            server 81ms data $answer13 split
            client 81.1ms ACK
            client 82ms data $change
            server %sms ACK
            client %sms data $finished
            client +1ms data $request
            server +40ms data $response
            client +0.1ms ACK
            """
                .formatted(answeredMillis, sentMillis),
        writes);
  }

  @Test
  void aSecondWriteThatWaitedForADelayedAckIsNagles() {
    assertThat(endsInTwoWrites("164.2", "164.3"))
        .anyMatch(note -> note.contains("nagle-delayed-ack 42.2 ms by client-application"))
        .noneMatch(note -> note.contains("tls-slow-client"));
  }

  @Test
  void aSecondWriteThatCameLaterThanTheAckIsTheClients() {
    assertThat(endsInTwoWrites("164.2", "304.3"))
        .anyMatch(note -> note.contains("tls-slow-client"))
        .noneMatch(note -> note.contains("nagle"));
  }

  @Test
  void aClientThatChecksForLong() {
    assertThat(found(TLS_13.replace("client 82ms", "client 81.1ms ACK\nclient 382ms")))
        .containsExactly("critical tls-slow-client 301 ms by client-application in 7 8");
  }

  @Test
  void aLongPathIsNeither() {
    assertThat(
            found(
                """
                set server 10.0.0.2:443
                client 0ms handshake rtt 300ms
                client 301ms data $hello13
                server 601ms data $answer13 split
                client 602ms data $finished13
                """))
        .noneMatch(line -> line.contains(" tls-"));
  }

  @Test
  void aLostFlightIsChargedToTheLoss() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello12
                    server 81ms data $answer12
                    client 82ms data $exchange12 lost
                    client 322ms data 91..217 again
                    server 362ms data $finished12
                    client 363ms data $request
                    server 403ms data $response
                    client 403.1ms ACK
                    """))
        .noneMatch(line -> line.contains(" tls-slow-"));
  }

  /** The second hello of a handshake, and what the server says meanwhile. */
  private static String secondHello(String meanwhile) {
    int hello = MESSAGES.get("hello13").length;
    return OPEN
        + """
        client 41ms data $hello13
        server 81ms data $retry13
        client 82ms data $hello13
        client 400ms data 0..%1$d again
        %2$s
        server 1501ms data $answer13 split
        client 1502ms data $finished13
        client 1503ms data $request
        server 1543ms data $response
        client 1543.1ms ACK
        """
            .formatted(hello, meanwhile.formatted(hello));
  }

  @Test
  void aServerThatHasNotGotTheHelloIsNotSlow() {
    assertThat(found(secondHello("server 1440ms ACK %1$d sack 0..%1$d")))
        .noneMatch(line -> line.contains("tls-slow-server"));
  }

  @Test
  void aServerThatHasConfirmedTheHelloIsSlow() {
    assertThat(found(secondHello("server 122ms ACK")))
        .anyMatch(line -> line.startsWith("critical tls-slow-server 1.1 s"));
  }
}
