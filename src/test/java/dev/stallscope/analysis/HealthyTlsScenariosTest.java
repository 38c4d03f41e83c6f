package dev.stallscope.analysis;

import static dev.stallscope.analysis.TlsScript.REQUEST;
import static dev.stallscope.analysis.TlsScript.TLS_13;
import static dev.stallscope.analysis.TlsScript.found;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** TLS handshakes in which nothing is wrong, from packets to findings (STALLS 8). */
class HealthyTlsScenariosTest {
  @Test
  void oneRoundTripGivesNothing() {
    assertThat(found(TLS_13 + REQUEST)).isEmpty();
  }

  @Test
  void ticketsAreNoAnswer() {
    assertThat(
            found(
                TLS_13
                    + """
                    client 83ms data $request
                    server 122ms data $tickets
                    server 123ms data $response
                    client 123.1ms ACK
                    """))
        .isEmpty();
  }

  @Test
  void aCertificateOfTheClientIsNothing() {
    assertThat(found(TLS_13.replace("$finished13", "$certificate13 split") + REQUEST)).isEmpty();
  }

  @Test
  void aConnectionThatRestsForMinutesIsNothing() {
    assertThat(
            found(
                TLS_13
                    + REQUEST
                    + """
                    client 200s data $request
                    server 200.04s data $response
                    client 200.0401s ACK
                    client 260s FIN
                    server 260.04s FIN
                    client 260.0401s ACK
                    """))
        .isEmpty();
  }

  @Test
  void sessionsThatAreResumedGiveNothing() {
    StringBuilder script = new StringBuilder("set server 10.0.0.2:443\n");
    for (int i = 0; i < 6; i++) {
      script.append(
          """
          c%1$d: client %1$ds handshake rtt 40ms
          c%1$d: client +1ms data $resume13
          c%1$d: server +40ms data $resumed13
          c%1$d: client +1ms data $finished13
          c%1$d: client +1ms data $request
          c%1$d: server +40ms data $response
          c%1$d: client +0.1ms ACK
          """
              .formatted(i));
    }
    assertThat(found(script.toString())).noneMatch(line -> line.contains(" tls-"));
  }
}
