package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What a connection carries after it switched to another protocol, such as WebSocket (RFC 6455).
 */
class UpgradedConnectionScenariosTest {
  /** Opened, switched, and one message each way. */
  private static String switched(String then) {
    return """
        client  0ms      handshake rtt 40ms
        client  41ms     data "GET /ws HTTP/1.1\\r\\nHost: a\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n"
        server  82ms     data "HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n"
        client  82.1ms   ACK
        client  200ms    data 70..90
        server  241ms    data 10
        client  241.1ms  ACK
        """
        + then;
  }

  @Test
  void aMessageOfTheClientThatIsLostAgainAndAgain() {
    assertThat(
            findingsOf(
                switched(
                    """
                    client  400ms    data 90..110 lost
                    client  650ms    data 90..110 again lost
                    client  900ms    data 90..110 again lost
                    client  1400ms   data 90..110 again
                    server  1441ms   data 10
                    client  1441.1ms ACK
                    """)))
        .containsExactly("critical retransmission-timeout 1 s by network in 10 14");
  }

  /**
   * The client goes on with small messages while nothing passes, and its probe repeats the latest
   * when the timeout of the first is due.
   */
  @Test
  void messagesThatGoOnWhileNothingPassesAreOneOutage() {
    assertThat(
            findingsOf(
                switched(
                    """
                    client  400ms    data 90..110 lost
                    client  480ms    data 110..130 lost
                    client  560ms    data 130..150 lost
                    client  640ms    data 150..170 lost
                    client  651ms    data 150..170 again lost
                    client  720ms    data 170..190 lost
                    client  800ms    data 190..210 lost
                    client  880ms    data 210..230 lost
                    client  1200ms   data 90..230 again lost
                    client  1700ms   data 90..230 again lost
                    client  2700ms   data 90..230 again
                    server  2741ms   ACK
                    """)))
        .singleElement()
        .asString()
        .startsWith("critical path-outage");
  }

  @Test
  void aMessageOfTheServerThatIsLost() {
    assertThat(
            findingsOf(
                "set capture near server\n"
                    + switched(
                        """
                        client  281ms    ACK
                        server  400ms    data 87..107 lost
                        server  900ms    data 87..107 again
                        client  940ms    ACK
                        """)))
        .containsExactly("critical tail-loss 500 ms by network in 11 12");
  }

  @Test
  void pausesBetweenMessagesAreByDesign() {
    assertThat(
            findingsOf(
                switched(
                    """
                    client  2400ms   data 90..110
                    server  2441ms   data 10
                    client  2441.1ms ACK
                    server  5000ms   data 400
                    client  5000.1ms ACK
                    server  5900ms   data 400
                    client  5900.1ms ACK
                    """)))
        .isEmpty();
  }
}
