package dev.stallscope.measure.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.net.Transport;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times are milliseconds; the resolver is taken to be no path away. */
class LookupAccountTest {
  private static final Endpoint CLIENT = new Endpoint(IpAddress.parse("10.0.0.1"), 40000);
  private static final Endpoint SERVER = new Endpoint(IpAddress.parse("10.0.0.53"), 53);
  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int SERVFAIL = 2;
  private static final int NXDOMAIN = 3;

  private final List<DnsAttempt> attempts = new ArrayList<>();
  private List<String> searched = List.of();

  private void udp(String name, int type, long sent, long answered, int rcode) {
    attempt(name, type, sent, answered, rcode, Transport.UDP, false);
  }

  private void attempt(
      String name,
      int type,
      long sent,
      long answered,
      int rcode,
      Transport transport,
      boolean isTruncated) {
    attempts.add(
        new DnsAttempt(
            attempts.size(),
            CLIENT,
            SERVER,
            transport,
            name,
            type,
            Nanos.ofMillis(sent),
            answered < 0 ? -1 : Nanos.ofMillis(answered),
            attempts.size() * 2,
            answered < 0 ? -1 : attempts.size() * 2 + 1,
            answered < 0 ? -1 : rcode,
            1,
            0,
            isTruncated,
            false));
  }

  private List<String> account(String name) {
    long end =
        attempts.stream()
            .mapToLong(each -> Math.max(each.sentNanos(), each.answerNanos()))
            .max()
            .orElse(0);
    DnsLookup lookup =
        new DnsLookup(
            CLIENT.address(),
            name,
            List.of(),
            attempts,
            new TimeSpan(attempts.getFirst().sentNanos(), end),
            List.of(),
            60,
            0,
            searched,
            -1);
    List<CauseInterval> line = new LookupAccount(DatagramPaths.of(List.of(), List.of())).of(lookup);
    long at = lookup.span().startNanos();
    for (CauseInterval interval : line) {
      assertThat(interval.startNanos()).isEqualTo(at);
      at = interval.endNanos();
    }
    assertThat(at).isEqualTo(end);
    return line.stream()
        .map(
            each ->
                each.cause().id()
                    + " "
                    + each.startNanos() / Nanos.PER_MILLI
                    + ".."
                    + each.endNanos() / Nanos.PER_MILLI)
        .toList();
  }

  @Test
  void anAnswerThatTakesLongIsSlow() {
    udp("example.org", A, 0, 300, 0);
    assertThat(account("example.org")).containsExactly("dns-slow-answer 0..300");
  }

  @Test
  void aQueryPutAgainIsATimeout() {
    udp("example.org", A, 0, -1, 0);
    udp("example.org", A, 5000, 5010, 0);
    assertThat(account("example.org"))
        .containsExactly("dns-timeout 0..5000", "dns-slow-answer 5000..5010");
  }

  @Test
  void aMissingAaaaBesideAnAnsweredAIsTheRace() {
    udp("example.org", A, 0, 10, 0);
    udp("example.org", AAAA, 0, -1, 0);
    udp("example.org", A, 5000, 5010, 0);
    udp("example.org", AAAA, 5000, 5010, 0);
    assertThat(account("example.org"))
        .containsExactly(
            "dns-slow-answer 0..10",
            "dns-address-family-race 10..5000",
            "dns-slow-answer 5000..5010");
  }

  @Test
  void aLateAaaaIsOnlySlow() {
    udp("example.org", A, 0, 10, 0);
    udp("example.org", AAAA, 0, 200, 0);
    assertThat(account("example.org"))
        .containsExactly("dns-slow-answer 0..10", "dns-slow-answer 10..200");
  }

  @Test
  void namesOfTheSearchListAreExpansion() {
    udp("db.a.local", A, 0, 20, NXDOMAIN);
    udp("db.b.local", A, 21, 40, NXDOMAIN);
    udp("db", A, 41, 60, 0);
    searched = List.of("db.a.local", "db.b.local");
    assertThat(account("db"))
        .containsExactly(
            "dns-search-expansion 0..20",
            "dns-search-expansion 20..21",
            "dns-search-expansion 21..40",
            "dns-search-expansion 40..41",
            "dns-slow-answer 41..60");
  }

  @Test
  void aTruncatedAnswerThatIsAskedForOverTcpIsFallback() {
    attempt("example.org", A, 0, 10, 0, Transport.UDP, true);
    attempt("example.org", A, 50, 60, 0, Transport.TCP, false);
    assertThat(account("example.org"))
        .containsExactly(
            "dns-slow-answer 0..10", "dns-tcp-fallback 10..50", "dns-tcp-fallback 50..60");
  }

  @Test
  void aServerThatFailsBeforeAnotherAnswersIsAnError() {
    udp("example.org", A, 0, 30, SERVFAIL);
    udp("example.org", A, 40, 50, 0);
    assertThat(account("example.org"))
        .containsExactly("dns-error 0..30", "dns-error 30..40", "dns-slow-answer 40..50");
  }
}
