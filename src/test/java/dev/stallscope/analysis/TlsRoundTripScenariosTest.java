package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.TlsScript.AT_SERVER;
import static dev.stallscope.analysis.TlsScript.MESSAGES;
import static dev.stallscope.analysis.TlsScript.OPEN;
import static dev.stallscope.analysis.TlsScript.REQUEST;
import static dev.stallscope.analysis.TlsScript.answer13;
import static dev.stallscope.analysis.TlsScript.found;
import static dev.stallscope.tls.TlsBytes.data;
import static dev.stallscope.tls.TlsBytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Round trips that a TLS handshake could do without, from packets to findings, with near misses
 * (STALLS 8).
 */
class TlsRoundTripScenariosTest {
  @Nested
  class TwoRoundTrips {
    @Test
    void anOlderVersionTakesASecondOne() {
      assertThat(
              found(
                  OPEN
                      + """
                      client 41ms data $hello12
                      server 81ms data $answer12
                      client 82ms data $exchange12
                      server 122ms data $finished12
                      client 123ms data $request
                      server 163ms data $response
                      client 163.1ms ACK
                      """))
          .containsExactly("major tls-two-round-trips 40 ms by server-operations in 6 7 5");
    }

    @Test
    void anOlderVersionTakesASecondOneSeenFromTheServerToo() {
      assertThat(
              found(
                  AT_SERVER
                      + """
                      client 41ms data $hello12
                      server 42ms data $answer12
                      client 82ms data $exchange12
                      server 83ms data $finished12
                      client 123ms data $request
                      server 124ms data $response
                      client 164ms ACK
                      """))
          .singleElement()
          .asString()
          .startsWith("major tls-two-round-trips 40 ms by server-operations");
    }

    @Test
    void aResumedSessionOfItTakesOneSeenFromTheServerToo() {
      assertThat(
              found(
                  AT_SERVER
                      + """
                      client 41ms data $resume12
                      server 42ms data $resumed12
                      client 82ms data $finished12
                      client 83ms data $request
                      server 84ms data $response
                      client 124ms ACK
                      """))
          .isEmpty();
    }

    @Test
    void aResumedSessionOfItTakesOne() {
      assertThat(
              found(
                  OPEN
                      + """
                      client 41ms data $resume12
                      server 81ms data $resumed12
                      client 82ms data $finished12
                      """
                      + REQUEST))
          .isEmpty();
    }
  }

  @Nested
  class HelloRetry {
    @Test
    void aRefusedKeyShareTakesAnotherRoundTrip() {
      assertThat(
              found(
                  OPEN
                      + """
                      client 41ms data $hello13
                      server 81ms data $retry13
                      client 82ms data $hello13
                      server 122ms data $answer13 split
                      client 123ms data $finished13
                      client 124ms data $request
                      server 164ms data $response
                      client 164.1ms ACK
                      """))
          .containsExactly("major tls-hello-retry 40 ms by server-operations in 6 7 5");
    }

    @Test
    void aRefusedKeyShareTakesAnotherRoundTripSeenFromTheServerToo() {
      assertThat(
              found(
                  AT_SERVER
                      + """
                      client 41ms data $hello13
                      server 42ms data $retry13
                      client 82ms data $hello13
                      server 83ms data $answer13 split
                      client 123ms data $finished13
                      client 123.1ms data $request
                      server 124ms data $response
                      client 164ms ACK
                      """))
          .singleElement()
          .asString()
          .startsWith("major tls-hello-retry 40 ms by server-operations");
    }

    @Test
    void anAcceptedKeyShareTakesNoneSeenFromTheServerToo() {
      assertThat(
              found(
                  AT_SERVER
                      + """
                      client 41ms data $hello13
                      server 42ms data $answer13 split
                      client 82ms data $finished13
                      client 82.1ms data $request
                      server 83ms data $response
                      client 123ms ACK
                      """))
          .isEmpty();
    }

    @Test
    void aHelloThatWasLostAndSentAgainIsNone() {
      assertThat(
              found(
                  OPEN
                      + """
                      client 41ms data $hello13 lost
                      client 281ms data 0..113 again
                      server 321ms data $answer13 split
                      client 322ms data $finished13
                      """))
          .noneMatch(line -> line.contains(" tls-"));
    }
  }

  @Nested
  class CertificateFlight {
    private final Map<String, byte[]> messages = new HashMap<>(MESSAGES);

    @Test
    void aChainBeyondTheFirstWindowWaitsForTheClient() {
      byte[] whole = join(answer13(16000), data(3000));
      messages.put("first", Arrays.copyOf(whole, 14_600));
      messages.put("rest", Arrays.copyOfRange(whole, 14_600, whole.length));
      assertThat(
              findingsOf(
                  OPEN
                      + """
                      client 41ms data $hello13
                      server 81ms data $first split
                      client 81.1ms ACK
                      server 121ms data $rest split
                      client 122ms data $finished13
                      client 123ms data $request
                      server 163ms data $response
                      client 163.1ms ACK
                      """,
                  messages))
          .containsExactly("minor tls-certificate-flight 39.9 ms by server-operations in 15 16");
    }
  }
}
