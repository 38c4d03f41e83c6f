package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.DnsBytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Name resolution from packets to findings, with what only looks like trouble (STALLS 8). */
class DnsScenariosTest {
  private static final String RESOLVER = "set server 10.0.0.53:53\n";

  /** What is found above info when one resolver is asked. */
  private static List<String> found(String script) {
    return findingsOf(RESOLVER + script);
  }

  /** Lookups that a healthy resolver answers in 20 ms, one a second. */
  private static String healthy(int count, String fromSeconds) {
    return """
        repeat %d every 1s
        h: client %s dns query 900 A healthy.example
        h: server +20ms dns answer 900 A healthy.example 192.0.2.9 ttl 0
        end
        """
        .formatted(count, fromSeconds);
  }

  @Nested
  class Unanswered {
    @Test
    void aQueryAskedAgainAfterFiveSecondsIsATimeout() {
      assertThat(
              found(
                  """
                  client 0s dns query 1 A www.example.com
                  client 5s dns query 1 A www.example.com
                  server 5.02s dns answer 1 A www.example.com 192.0.2.1
                  """))
          .containsExactly("critical dns-timeout 5 s by resolver in 1 2");
    }

    @Test
    void theNextResolverIsAskedWithANewPort() {
      assertThat(
              findingsOf(
                  """
                  one: set server 10.0.0.53:53
                  two: set server 10.0.0.54:53
                  one: client 0s dns query 1 A www.example.com
                  two: client 2.5s dns query 2 A www.example.com
                  two: server 2.52s dns answer 2 A www.example.com 192.0.2.1
                  """))
          .containsExactly("critical dns-timeout 2.5 s by resolver in 1 2");
    }

    @Test
    void twoProgramsThatAskTheSameAreNone() {
      assertThat(
              found(
                  """
                  a: client 0s dns query 1 A www.example.com
                  a: server 0.02s dns answer 1 A www.example.com 192.0.2.1
                  b: client 5s dns query 2 A www.example.com
                  b: server 5.02s dns answer 2 A www.example.com 192.0.2.1
                  """))
          .isEmpty();
    }

    @Test
    void nobodyWaitsForTheParametersOfAServiceWithAnAddress() {
      assertThat(
              findingsOf(
                  """
                  a: set server 10.0.0.53:53
                  b: set server 10.0.0.53:53
                  c: set server 10.0.0.53:53
                  d: set server 10.0.0.53:53
                  a: client 0s dns query 1 HTTPS www.example.com
                  b: client 0.0005s dns query 2 A www.example.com
                  b: server 0.02s dns answer 2 A www.example.com 192.0.2.1
                  c: client 5s dns query 3 HTTPS www.example.com
                  d: client 5.0005s dns query 4 A www.example.com
                  d: server 5.02s dns answer 4 A www.example.com 192.0.2.1
                  c: server 5.02s dns answer 3 HTTPS www.example.com
                  """))
          .isEmpty();
    }

    @Test
    void theParametersOfAServiceAreNoAddress() {
      assertThat(
              findingsOf(
                  """
                  a: set server 10.0.0.53:53
                  b: set server 10.0.0.53:53
                  d: set server 10.0.0.53:53
                  a: client 0s dns query 1 HTTPS www.example.com
                  b: client 0.0005s dns query 2 A www.example.com
                  a: server 0.02s dns answer 1 HTTPS www.example.com
                  d: client 1s dns query 4 A www.example.com
                  d: server 1.02s dns answer 4 A www.example.com 192.0.2.1
                  """))
          .containsExactly("critical dns-timeout 1 s by resolver in 2 4");
    }

    @Test
    void anAnswerWithoutAnAddressLeavesTheClientWaitingForTheOther() {
      assertThat(
              found(
                  """
                  client 0s dns query 1 A www.example.com
                  client 0.0001s dns query 2 AAAA www.example.com
                  server 0.02s dns answer 2 AAAA www.example.com
                  client 5s dns query 1 A www.example.com
                  server 5.02s dns answer 1 A www.example.com 192.0.2.1
                  """))
          .containsExactly("critical dns-timeout 5 s by resolver in 1 4");
    }

    @Test
    void questionsToEverybodyNeedNoAnswer() {
      assertThat(
              findingsOf(
                  """
                  set server 255.255.255.255:53
                  client 0s dns query 1 A controller
                  client 3s dns query 1 A controller
                  """))
          .isEmpty();
    }

    @Test
    void nobodyWaitsForServicesThatAreOnlyBrowsed() {
      assertThat(
              found(
                  """
                  client 0s dns query 1 PTR b._dns-sd._udp.example.com
                  client 8s dns query 1 PTR b._dns-sd._udp.example.com
                  """))
          .isEmpty();
    }

    @Test
    void aNameThatOnlyLooksLikeThatIsWaitedFor() {
      assertThat(
              found(
                  """
                  client 0s dns query 1 SRV _dns-sd.example.com
                  client 5s dns query 1 SRV _dns-sd.example.com
                  """))
          .containsExactly("critical dns-timeout 5 s by resolver in 1 2");
    }

    @Test
    void aCaptureThatEndsBeforeTheAnswerShowsNone() {
      assertThat(found("client 0s dns query 1 A www.example.com")).isEmpty();
    }

    @Test
    void multicastQuestionsNeedNoAnswer() {
      for (String group : List.of("224.0.0.251:5353", "224.0.0.252:5355")) {
        assertThat(
                findingsOf(
                    """
                    set server %s
                    client 0s dns query 0 A printer.local
                    client 1s dns query 0 A printer.local
                    client 3s dns query 0 A printer.local
                    client 7s dns query 0 A printer.local
                    """
                        .formatted(group)))
            .isEmpty();
      }
    }
  }

  @Nested
  class AddressFamilies {
    @Test
    void theSecondOneLostAndBothAskedAgainIsARace() {
      assertThat(
              found(
                  """
                  client 0s dns query 1 A www.example.com
                  client 0.0001s dns query 2 AAAA www.example.com
                  server 0.02s dns answer 1 A www.example.com 192.0.2.1
                  client 5s dns query 1 A www.example.com
                  server 5.02s dns answer 1 A www.example.com 192.0.2.1
                  client 5.0201s dns query 2 AAAA www.example.com
                  server 5.04s dns answer 2 AAAA www.example.com 2001:db8::1
                  """))
          .containsExactly("critical dns-address-family-race 5 s by network in 2 6");
    }

    private static String silentAaaa(String connect) {
      return """
          d: set server 10.0.0.53:53
          t: set server 192.0.2.1:8000
          d: client 0s dns query 1 A www.example.com
          d: client 0.0001s dns query 2 AAAA www.example.com
          d: server 0.02s dns answer 1 A www.example.com 192.0.2.1
          d: client 5s dns query 1 A www.example.com
          d: server 5.02s dns answer 1 A www.example.com 192.0.2.1
          d: client 5.0201s dns query 2 AAAA www.example.com
          t: client %s handshake rtt 20ms
          t: client +0.1ms http-request GET /
          t: server +20ms http-response 200 20
          t: client +0.1ms ACK
          """
          .formatted(connect);
    }

    @Test
    void theLastWaitEndsWhenTheClientConnectsWithWhatItHas() {
      assertThat(findingsOf(silentAaaa("10.001s")))
          .containsExactly("critical dns-address-family-race 9.98 s by resolver in 2 6");
    }

    @Test
    void aConnectionLongAfterItWaitedForNoAnswer() {
      assertThat(findingsOf(silentAaaa("12.5s")))
          .containsExactly("critical dns-address-family-race 5 s by network in 2 6");
    }

    @Test
    void aSecondAnswerThatIsLateIsNone() {
      assertThat(
              found(
                  """
                  client 0s dns query 1 A www.example.com
                  client 0.0001s dns query 2 AAAA www.example.com
                  server 0.02s dns answer 1 A www.example.com 192.0.2.1
                  server 0.2s dns answer 2 AAAA www.example.com 2001:db8::1
                  """))
          .isEmpty();
    }

    @Test
    void bothAnsweredAsUsualGiveNothing() {
      assertThat(
              found(
                  """
                  repeat 20 every 700ms
                  client 0s dns query 1 A www.example.com
                  client +0.1ms dns query 2 AAAA www.example.com
                  server +20ms dns answer 1 A www.example.com 192.0.2.1 ttl 0
                  server +0.1ms dns answer 2 AAAA www.example.com ttl 0
                  end
                  """))
          .isEmpty();
    }
  }

  @Nested
  class SearchLists {
    @Test
    void namesThatDoNotExistAreAskedFirst() {
      assertThat(
              found(
                  """
                  client 0ms dns query 1 A api.example.com.default.svc.cluster.local
                  server 20ms dns answer 1 A api.example.com.default.svc.cluster.local NXDOMAIN
                  client 20.1ms dns query 2 A api.example.com.svc.cluster.local
                  server 40ms dns answer 2 A api.example.com.svc.cluster.local NXDOMAIN
                  client 40.1ms dns query 3 A api.example.com.cluster.local
                  server 60ms dns answer 3 A api.example.com.cluster.local NXDOMAIN
                  client 60.1ms dns query 4 A api.example.com
                  server 80ms dns answer 4 A api.example.com 192.0.2.1
                  """))
          .containsExactly("major dns-search-expansion 60.1 ms by client-application in 1 7");
    }

    @Test
    void aBusyClientGoesOnLater() {
      assertThat(
              found(
                  """
                  client 0ms dns query 1 A api.example.com.a.corp.example
                  server 90ms dns answer 1 A api.example.com.a.corp.example NXDOMAIN
                  client 125ms dns query 2 A api.example.com.corp.example
                  server 215ms dns answer 2 A api.example.com.corp.example NXDOMAIN
                  client 280ms dns query 3 A api.example.com
                  server 370ms dns answer 3 A api.example.com 192.0.2.1
                  """))
          .containsExactly("critical dns-search-expansion 280 ms by client-application in 1 5");
    }

    @Test
    void anotherNameWithTheSameFirstLabelALittleLaterIsNone() {
      assertThat(
              found(
                  """
                  client 0ms dns query 1 A www.example.org
                  server 90ms dns answer 1 A www.example.org NXDOMAIN
                  client 125ms dns query 2 A www.example.com
                  server 215ms dns answer 2 A www.example.com 192.0.2.1
                  """))
          .noneMatch(finding -> finding.contains("dns-search-expansion"));
    }

    @Test
    void oneNameThatDoesNotExistIsNone() {
      assertThat(
              found(
                  """
                  client 0ms dns query 1 A wwww.example.com
                  server 20ms dns answer 1 A wwww.example.com NXDOMAIN
                  """))
          .isEmpty();
    }
  }

  @Nested
  class SlowAnswers {
    @Test
    void oneAnswerFarAboveTheOthersIsSlow() {
      assertThat(
              found(
                  healthy(8, "0s")
                      + """
                      client 10s dns query 1 A www.example.com
                      server 10.6s dns answer 1 A www.example.com 192.0.2.1
                      """))
          .containsExactly("major dns-slow-answer 580 ms by resolver in 17 18");
    }

    @Test
    void aResolverThatIsFarAwayIsNotSlow() {
      assertThat(
              found(
                  """
                  repeat 6 every 1s
                  client 0s dns query 1 A www.example.com
                  server +90ms dns answer 1 A www.example.com 192.0.2.1 ttl 0
                  end
                  """))
          .isEmpty();
    }
  }

  @Nested
  class OverTcp {
    private static byte[] framed(byte[] message) {
      return ByteBuffer.allocate(message.length + 2)
          .putShort((short) message.length)
          .put(message)
          .array();
    }

    private static final Map<String, byte[]> MESSAGES =
        Map.of(
            "query",
            framed(DnsBytes.query(7, "TXT", "big.example.com")),
            "answer",
            framed(
                DnsBytes.answer(
                    7,
                    "TXT",
                    "big.example.com",
                    "NOERROR",
                    false,
                    300,
                    List.of(),
                    List.of("192.0.2.1"))));

    private static final String TCP =
        """
        t: client 21ms handshake rtt 20ms
        t: client 42ms data $query
        t: server 62ms data $answer
        t: client 62.1ms ACK
        """;

    @Test
    void aTruncatedAnswerCostsAnotherConnection() {
      assertThat(
              findingsOf(
                  RESOLVER
                      + """
                      client 0ms dns query 1 TXT big.example.com
                      server 20ms dns answer 1 TXT big.example.com truncated
                      """
                      + TCP,
                  MESSAGES))
          .containsExactly("major dns-tcp-fallback 42 ms by resolver in 1 7 2");
    }

    @Test
    void whoAsksOverTcpAtOnceFallsBackFromNothing() {
      assertThat(findingsOf(RESOLVER + TCP, MESSAGES)).isEmpty();
    }
  }

  @Nested
  class Repeated {
    private static String lookups(int ttlSeconds) {
      return """
          repeat 10 every 3s
          client 0s dns query 1 A www.example.com
          server +20ms dns answer 1 A www.example.com 192.0.2.1 ttl %d
          end
          """
          .formatted(ttlSeconds);
    }

    @Test
    void theSameNameWithinItsTimeToLiveNeedsNoLookup() {
      assertThat(found(lookups(300)))
          .containsExactly("minor dns-repeated-lookup 180 ms by client-application in 3 4 5 6");
    }

    @Test
    void aTimeToLiveOfASecondAsksForLookups() {
      assertThat(found(lookups(1))).isEmpty();
    }

    @Test
    void manyClientsOfOneResolverDoNotRepeat() {
      StringBuilder script = new StringBuilder();
      for (int i = 0; i < 12; i++) {
        script.append(
            """
            c%1$d: set client 10.0.1.%1$d:50000
            c%1$d: client %1$ds dns query 1 A www.example.com
            c%1$d: server +20ms dns answer 1 A www.example.com 192.0.2.1 ttl 300
            """
                .formatted(i + 1));
      }
      assertThat(found(script.toString())).isEmpty();
    }
  }

  @Nested
  class Aliases {
    private static String chain(String aliases) {
      return healthy(8, "0s")
          + """
          client 10s dns query 1 A www.example.com
          server 10.12s dns answer 1 A www.example.com %s 192.0.2.1
          """
              .formatted(aliases);
    }

    @Test
    void threeOfThemExplainALateAnswer() {
      assertThat(found(chain("cname a.example.net cname b.example.org cname c.example")))
          .containsExactly("minor dns-alias-chain 100 ms by server-operations in 17 18");
    }

    @Test
    void twoAreUsual() {
      assertThat(found(chain("cname a.example.net cname b.example.org"))).isEmpty();
    }
  }

  @Nested
  class Errors {
    @Test
    void aResolverThatFailsIsNamedThoughTheNextOneKnows() {
      assertThat(
              findingsOf(
                  """
                  one: set server 10.0.0.53:53
                  two: set server 10.0.0.54:53
                  one: client 0ms dns query 1 A www.example.com
                  one: server 300ms dns answer 1 A www.example.com SERVFAIL
                  two: client 300.1ms dns query 2 A www.example.com
                  two: server 320ms dns answer 2 A www.example.com 192.0.2.1
                  """))
          .containsExactly("critical dns-error 300 ms by resolver in 1 2");
    }

    @Test
    void aNameThatCannotBeResolvedIsMajor() {
      assertThat(
              found(
                  """
                  client 0ms dns query 1 A www.example.com
                  server 2ms dns answer 1 A www.example.com REFUSED
                  """))
          .containsExactly("major dns-error 2 ms by resolver in 1 2");
    }

    @Test
    void anAddressWithoutANameIsUsual() {
      assertThat(
              found(
                  """
                  client 0ms dns query 1 PTR 1.2.0.192.in-addr.arpa
                  server 20ms dns answer 1 PTR 1.2.0.192.in-addr.arpa NXDOMAIN
                  """))
          .isEmpty();
    }
  }

  /** A resolver that asks the servers of the zones itself, for many clients. */
  @Nested
  class AtAResolver {
    @Test
    void itsQuestionsToTheZonesAreNobodysLookups() {
      StringBuilder script = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        script.append(
            """
            c%1$d: set client 10.0.1.%2$d:50000
            c%1$d: client %1$ds dns query 1 A www%1$d.example.com
            r%1$d: set client 10.0.0.53:53000
            r%1$d: set server 198.41.0.4:53
            r%1$d: client +1ms dns iterative 5 A www%1$d.example.com
            r%1$d: server +15ms dns answer 5 A www%1$d.example.com
            t%1$d: set client 10.0.0.53:53001
            t%1$d: set server 192.5.6.30:53
            t%1$d: client +1ms dns iterative 6 A www%1$d.example.com
            t%1$d: client +120ms dns iterative 6 A www%1$d.example.com
            t%1$d: server +15ms dns answer 6 A www%1$d.example.com
            a%1$d: set client 10.0.0.53:53002
            a%1$d: set server 192.0.2.53:53
            a%1$d: client +1ms dns iterative 7 A www%1$d.example.com
            a%1$d: server +15ms dns answer 7 A www%1$d.example.com 192.0.2.1
            c%1$d: server +1ms dns answer 1 A www%1$d.example.com 192.0.2.1
            """
                .formatted(i, i % 5 + 1));
      }
      assertThat(found(script.toString())).isEmpty();
    }
  }
}
