package dev.stallscope.diagnosis.dns;

import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.protocol.dns.DnsType;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * A lookup of a test, query by query. Times are milliseconds after the start of the capture; an
 * answer at -1 never came.
 */
final class LookupDraft {
  static final long NEVER = -1;

  private static final int TXT = 16;

  private final MeasurementsFixture fixture;
  private final String name;
  private final List<DnsAttempt> attempts = new ArrayList<>();
  private long ttlSeconds = 300;
  private int rcode;
  private List<String> searched = List.of();
  private int parent = -1;

  LookupDraft(MeasurementsFixture fixture, String name) {
    this.fixture = fixture;
    this.name = name;
  }

  LookupDraft a(long sent, long answer) {
    return attempt(name, DnsType.A, Transport.UDP, sent, answer, 0, 0, false);
  }

  LookupDraft aaaa(long sent, long answer) {
    return attempt(name, DnsType.AAAA, Transport.UDP, sent, answer, 0, 0, false);
  }

  LookupDraft text(long sent, long answer) {
    return attempt(name, TXT, Transport.UDP, sent, answer, 0, 0, false);
  }

  /** A query for a name of the search list, which does not exist. */
  LookupDraft searched(String other, long sent, long answer) {
    searched = new ArrayList<>(searched);
    searched.add(other);
    return attempt(other, DnsType.A, Transport.UDP, sent, answer, DnsRcode.NXDOMAIN, 0, false);
  }

  LookupDraft error(int code, long sent, long answer) {
    rcode = code;
    return attempt(name, DnsType.A, Transport.UDP, sent, answer, code, 0, false);
  }

  /** A query for IPv6 addresses, answered with an error. */
  LookupDraft aaaaError(int code, long sent, long answer) {
    return attempt(name, DnsType.AAAA, Transport.UDP, sent, answer, code, 0, false);
  }

  LookupDraft reverseError(int code, long sent, long answer) {
    rcode = code;
    return attempt(name, DnsType.PTR, Transport.UDP, sent, answer, code, 0, false);
  }

  LookupDraft aliases(int count, long sent, long answer) {
    return attempt(name, DnsType.A, Transport.UDP, sent, answer, 0, count, false);
  }

  LookupDraft truncated(long sent, long answer) {
    return attempt(name, DnsType.A, Transport.UDP, sent, answer, 0, 0, true);
  }

  LookupDraft overTcp(long sent, long answer) {
    return attempt(name, DnsType.A, Transport.TCP, sent, answer, 0, 0, false);
  }

  LookupDraft rcode(int code) {
    rcode = code;
    return this;
  }

  LookupDraft ttlSeconds(long seconds) {
    ttlSeconds = seconds;
    return this;
  }

  LookupDraft parent(int exchange) {
    parent = exchange;
    return this;
  }

  private LookupDraft attempt(
      String asked,
      int type,
      Transport transport,
      long sent,
      long answer,
      int code,
      int aliases,
      boolean isTruncated) {
    boolean isAnswered = answer != NEVER;
    int packet = 2 * attempts.size();
    attempts.add(
        new DnsAttempt(
            fixture.query("A " + asked, sent, isAnswered ? answer : sent),
            new Endpoint(IpAddress.parse("192.0.2.10"), 40_000),
            new Endpoint(IpAddress.parse("192.0.2.1"), 53),
            transport,
            asked,
            type,
            MeasurementsFixture.at(sent),
            isAnswered ? MeasurementsFixture.at(answer) : -1,
            packet,
            isAnswered ? packet + 1 : -1,
            isAnswered ? code : -1,
            isAnswered && code == 0 ? 1 : 0,
            aliases,
            isTruncated,
            attempts.stream().anyMatch(a -> a.type() == type && a.name().equals(asked))));
    return this;
  }

  /** Puts the lookup into the measurements. */
  void add() {
    long end =
        attempts.stream().mapToLong(a -> Math.max(a.sentNanos(), a.answerNanos())).max().orElse(0);
    fixture.lookup(
        new DnsLookup(
            IpAddress.parse("192.0.2.10"),
            name,
            attempts.stream().map(DnsAttempt::exchange).toList(),
            attempts,
            new TimeSpan(attempts.getFirst().sentNanos(), end),
            List.of(),
            ttlSeconds,
            rcode,
            searched,
            parent));
  }
}
