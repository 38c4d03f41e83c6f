package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.analysis.ScriptedFindings.notesOf;
import static dev.stallscope.tls.TlsBytes.alert;
import static dev.stallscope.tls.TlsBytes.alpn;
import static dev.stallscope.tls.TlsBytes.changeCipherSpec;
import static dev.stallscope.tls.TlsBytes.clientHello;
import static dev.stallscope.tls.TlsBytes.data;
import static dev.stallscope.tls.TlsBytes.earlyData;
import static dev.stallscope.tls.TlsBytes.encryptedHandshake;
import static dev.stallscope.tls.TlsBytes.handshake;
import static dev.stallscope.tls.TlsBytes.helloRetry;
import static dev.stallscope.tls.TlsBytes.join;
import static dev.stallscope.tls.TlsBytes.keyShare;
import static dev.stallscope.tls.TlsBytes.psk;
import static dev.stallscope.tls.TlsBytes.serverHello;
import static dev.stallscope.tls.TlsBytes.serverName;
import static dev.stallscope.tls.TlsBytes.version;
import static dev.stallscope.tls.TlsBytes.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.tls.HandshakeType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** TLS handshakes from packets to findings, with what only looks like trouble (STALLS 8). */
class TlsScenariosTest {
  /** Record length of a Finished under SHA-256. */
  private static final int FINISHED = 53;

  private static final String OPEN = "set server 10.0.0.2:443\nclient 0ms handshake rtt 40ms\n";

  private static final String AT_SERVER =
      """
      set capture near server
      set server 10.0.0.2:443
      client 0ms handshake rtt 40ms
      """;

  /** A request and its answer behind a handshake that ended at 82 ms. */
  private static final String REQUEST =
      """
      client 83ms data $request
      server 123ms data $response
      client 123.1ms ACK
      """;

  private static final Map<String, byte[]> MESSAGES = messages();

  private static byte[] hello13(byte[]... more) {
    return handshake(
        HandshakeType.CLIENT_HELLO,
        clientHello(
            "aabb",
            join(
                serverName("example.org"),
                alpn("http/1.1"),
                versions(0x0304, 0x0303),
                keyShare(29),
                join(more))));
  }

  private static byte[] answer13(int flightBytes, byte[]... more) {
    return join(
        handshake(
            HandshakeType.SERVER_HELLO,
            serverHello("aabb", 0x1301, version(0x0304), keyShare(29), join(more))),
        changeCipherSpec(),
        data(flightBytes));
  }

  private static byte[] hello12(String session) {
    return handshake(
        HandshakeType.CLIENT_HELLO,
        clientHello(session, serverName("example.org"), alpn("http/1.1")));
  }

  private static byte[] answer12(String session) {
    return handshake(HandshakeType.SERVER_HELLO, serverHello(session, 0xc02f, alpn("http/1.1")));
  }

  private static Map<String, byte[]> messages() {
    Map<String, byte[]> messages = new HashMap<>();
    messages.put("hello13", hello13());
    messages.put("resume13", hello13(psk()));
    messages.put("early13", join(hello13(earlyData(), psk()), changeCipherSpec(), data(300)));
    messages.put("answer13", answer13(2500));
    messages.put("resumed13", answer13(100, psk()));
    messages.put("retry13", handshake(HandshakeType.SERVER_HELLO, helloRetry(24)));
    messages.put("finished13", join(changeCipherSpec(), data(FINISHED)));
    messages.put("certificate13", join(changeCipherSpec(), data(1800), data(280), data(FINISHED)));
    messages.put("tickets", join(data(250), data(250)));
    messages.put("hello12", hello12(""));
    messages.put("resume12", hello12("cc"));
    messages.put(
        "answer12",
        join(
            answer12("cc"),
            handshake(HandshakeType.CERTIFICATE, new byte[] {0, 0, 0}),
            handshake(HandshakeType.SERVER_HELLO_DONE, new byte[0])));
    messages.put("resumed12", join(answer12("cc"), changeCipherSpec(), encryptedHandshake(40)));
    messages.put(
        "exchange12",
        join(handshake(16, new byte[66]), changeCipherSpec(), encryptedHandshake(40)));
    messages.put("finished12", join(changeCipherSpec(), encryptedHandshake(40)));
    messages.put("refuse", alert(2, 40));
    messages.put("goodbye", data(19));
    messages.put("request", data(400));
    messages.put("response", data(900));
    return messages;
  }

  private static List<String> found(String script) {
    return findingsOf(script, MESSAGES);
  }

  private static final String TLS_13 =
      OPEN
          + """
          client 41ms data $hello13
          server 81ms data $answer13 split
          client 82ms data $finished13
          """;

  @Nested
  class Healthy {
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

  @Nested
  class SlowParties {
    @Test
    void aServerThatComputesForLong() {
      assertThat(found(TLS_13.replace("81ms", "381ms").replace("82ms", "382ms")))
          .containsExactly("critical tls-slow-server 300 ms by server-operations in 4 5");
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

  @Nested
  class Failure {
    @Test
    void anAlertEndsIt() {
      assertThat(
              found(
                  OPEN
                      + """
                      client 41ms data $hello13
                      server 81ms data $refuse
                      server 81.1ms FIN
                      client 81.2ms FIN
                      """))
          .containsExactly("major tls-handshake-failure 40 ms by server-operations in 5");
    }

    @Test
    void aCaptureThatEndsMeanwhileShowsNone() {
      assertThat(found(OPEN + "client 41ms data $hello13\n")).isEmpty();
    }

    @Test
    void aGoodbyeBehindTheDataIsNone() {
      assertThat(
              found(
                  TLS_13
                      + REQUEST
                      + """
                      client 130ms data $goodbye
                      client 130.1ms FIN
                      server 170ms FIN
                      client 170.1ms ACK
                      """))
          .isEmpty();
    }
  }

  @Test
  void aClientThatLeavesAfterTheServersAnswerWaitedForNothing() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello12
                    server 82ms data $answer12
                    client 83ms ACK
                    client 1383ms RST
                    """))
        .containsExactly("minor tls-handshake-failure 0 ns by client-application in 7");
  }

  private static String unanswered(double leftMillis, String answer) {
    return OPEN
        + """
        client 41ms data $hello13
        server 82ms ACK
        %sclient %sms FIN
        server 9000ms ACK
        """
            .formatted(answer, leftMillis);
  }

  @Test
  void aServerThatDoesNotAnswerUntilTheClientGivesUp() {
    assertThat(found(unanswered(5041, "")))
        .containsExactly("critical tls-handshake-failure 5 s by server-operations in 6");
  }

  @Test
  void aClientThatLeavesSoonHasNotWaitedForTheServer() {
    assertThat(found(unanswered(340, ""))).isEmpty();
  }

  @Test
  void anAnswerOfFullPacketsThatNeverComesIsThePaths() {
    assertThat(found(unanswered(5041, "server 83ms data 4000 split lost unseen\n")))
        .singleElement()
        .asString()
        .startsWith("critical path-mtu-black-hole 4.9");
  }

  @Test
  void aClientThatLeavesAtOnceRejectedTheAnswer() {
    assertThat(
            found(
                OPEN
                    + """
                    client 41ms data $hello12
                    server 82ms data $answer12
                    client 83ms ACK
                    client 90ms RST
                    """))
        .singleElement()
        .asString()
        .startsWith("major tls-handshake-failure");
  }
}
