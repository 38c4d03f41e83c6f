package dev.stallscope.analysis;

import static dev.stallscope.analysis.TlsScript.found;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * TLS through a proxy that opens a tunnel, from packets to findings: the capture shows the way to
 * the proxy alone, and the way behind it is no server's time (STALLS 8).
 */
class ProxyTunnelScenariosTest {
  /** A proxy 20 ms away; what it asks the server for takes {@code opening} ms. */
  private static String tunnel(long opening) {
    return """
    set server 10.0.0.2:3128
    client 0ms handshake rtt 20ms
    client 21ms data "CONNECT example.org:443 HTTP/1.1\\r\\nHost: example.org:443\\r\\n\\r\\n"
    server 41ms ACK
    server %dms data "HTTP/1.1 200 Connection established\\r\\n\\r\\n"
    client %dms ACK
    """
        .formatted(41 + opening, 41 + opening);
  }

  /** A handshake and two requests that begin so late, each answered after so many milliseconds. */
  private static String talk(long start, long handshake, long... answers) {
    StringBuilder script =
        new StringBuilder(
            """
            client %dms data $hello13
            server %dms ACK
            server %dms data $answer13 split
            client %dms data $finished13
            """
                .formatted(start, start + 20, start + handshake, start + handshake + 1));
    long at = start + handshake + 2;
    for (long answer : answers) {
      script.append(
          """
          client %dms data $request
          server %dms ACK
          server %dms data $response
          client %dms ACK
          """
              .formatted(at, at + 20, at + answer, at + answer));
      at += answer + 100;
    }
    return script.toString();
  }

  @Test
  void theWayBehindTheProxyIsNobodysFault() {
    assertThat(found(tunnel(140) + talk(185, 161, 160, 163, 160))).isEmpty();
  }

  @Test
  void aProxyThatAgreesAtOnceHidesTheWayNoLess() {
    assertThat(found(tunnel(1) + talk(45, 161, 160, 163, 160))).isEmpty();
  }

  @Test
  void aServerThatIsSlowOnceIsSlowBehindAProxyToo() {
    assertThat(found(tunnel(140) + talk(185, 161, 160, 963, 160)))
        .containsExactly("critical slow-server-response 803 ms by server-application in 18 19");
    assertThat(found(tunnel(140) + talk(185, 761, 160, 163, 160)))
        .singleElement()
        .asString()
        .startsWith("critical tls-slow-server 601 ms");
  }

  @Test
  void aServerBesideTheProxyHasNoWayBehindIt() {
    assertThat(found(tunnel(1) + talk(45, 171, 22, 21, 20)))
        .singleElement()
        .asString()
        .startsWith("critical tls-slow-server 151 ms");
  }
}
