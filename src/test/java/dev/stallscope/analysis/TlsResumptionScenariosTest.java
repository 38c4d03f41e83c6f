package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.notesOf;
import static dev.stallscope.analysis.TlsScript.MESSAGES;
import static dev.stallscope.analysis.TlsScript.OPEN;
import static dev.stallscope.analysis.TlsScript.found;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * TLS sessions that are not resumed, and early data, from packets to findings, with near misses
 * (STALLS 8).
 */
class TlsResumptionScenariosTest {
  @Nested
  class Resumption {
    private static String handshakes(int count) {
      StringBuilder script = new StringBuilder("set server 10.0.0.2:443\n");
      for (int i = 0; i < count; i++) {
        script.append(
            """
            c%1$d: client %1$ds handshake rtt 40ms
            c%1$d: client +1ms data $hello13
            c%1$d: server +70ms data $answer13 split
            c%1$d: client +1ms data $finished13
            c%1$d: client +1ms data $request
            c%1$d: server +40ms data $response
            c%1$d: client +0.1ms ACK
            """
                .formatted(i));
      }
      return script.toString();
    }

    @Test
    void manyFullHandshakesWithOneServerAreTooMany() {
      assertThat(notesOf(handshakes(5), MESSAGES))
          .as("most of the time is charged to the connections that were not kept")
          .anyMatch(line -> line.startsWith("info tls-no-resumption 4 ms by client-application"));
    }

    @Test
    void theFirstContactHasNothingToResume() {
      assertThat(notesOf(handshakes(1), MESSAGES))
          .as("only that the server took its time once is mentioned")
          .containsExactly("info tls-slow-server 30 ms by server-operations in 4 5");
    }
  }

  @Nested
  class EarlyData {
    private static final String EARLY =
        OPEN
            + """
            client 41ms data $early13
            server 81ms data %s split
            client 82ms data %s
            server 123ms data $response
            client 123.1ms ACK
            """;

    @Test
    void refusedItIsSentAgain() {
      assertThat(found(EARLY.formatted("$answer13", "$finished13 + $request")))
          .containsExactly("major tls-early-data-rejected 40 ms by server-operations in 4");
    }

    @Test
    void acceptedItSavesTheRoundTrip() {
      assertThat(found(EARLY.formatted("$resumed13", "$finished13"))).isEmpty();
    }
  }
}
