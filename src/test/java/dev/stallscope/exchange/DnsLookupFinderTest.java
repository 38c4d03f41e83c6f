package dev.stallscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.dns.DnsMessage;
import dev.stallscope.protocol.dns.DnsQuestion;
import dev.stallscope.protocol.dns.DnsRecord;
import dev.stallscope.protocol.dns.DnsType;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DnsLookupFinderTest {
  private static final int NXDOMAIN = 3;
  private static final int SERVFAIL = 2;

  private final List<Exchange> exchanges = new ArrayList<>();
  private String client = "192.0.2.1";
  private String server = "192.0.2.53";
  private int connection = -1;
  private boolean isTruncated;
  private AppProtocol protocol = AppProtocol.DNS;

  /** A query at a time in milliseconds that is never answered. */
  private void silence(long atMillis, String name, int type) {
    exchange(atMillis, name, type, Optional.empty());
  }

  private void answer(long atMillis, long tookMillis, String name, int type, String... addresses) {
    answer(atMillis, tookMillis, name, type, 0, addresses);
  }

  private void answer(
      long atMillis, long tookMillis, String name, int type, int rcode, String... addresses) {
    List<DnsRecord> records = new ArrayList<>();
    for (String address : addresses) {
      records.add(
          new DnsRecord(name, type, 60, Optional.of(IpAddress.parse(address)), Optional.empty()));
    }
    DnsMessage response = content(true, name, type, rcode, records);
    exchange(atMillis, name, type, Optional.of(message(atMillis + tookMillis, response)));
  }

  private DnsMessage content(
      boolean isResponse, String name, int type, int rcode, List<DnsRecord> records) {
    return new DnsMessage(
        1,
        isResponse,
        0,
        rcode,
        isTruncated && isResponse,
        true,
        isResponse,
        false,
        Optional.of(new DnsQuestion(name, type, 1)),
        records,
        -1,
        40,
        false,
        false);
  }

  private static Message message(long atMillis, DnsMessage content) {
    long nanos = Nanos.ofMillis(atMillis);
    return new Message(
        AppProtocol.DNS,
        content.isResponse() ? MessageRole.RESPONSE : MessageRole.REQUEST,
        content.isResponse() ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER,
        new MessageSpan(nanos, nanos, (int) atMillis, (int) atMillis, -1, -1),
        Correlation.IN_ORDER,
        true,
        1,
        content);
  }

  private void exchange(
      long atMillis, String name, int type, Optional<Message> response, long... againMillis) {
    DnsMessage query = content(false, name, type, 0, List.of());
    List<Message> again = new ArrayList<>();
    for (long millis : againMillis) {
      again.add(message(millis, query));
    }
    exchanges.add(
        new Exchange(
            exchanges.size(),
            ExchangeKind.DNS,
            connection,
            new Endpoint(IpAddress.parse(client), 40000),
            new Endpoint(IpAddress.parse(server), 53),
            protocol,
            query.label(),
            Optional.empty(),
            false,
            false,
            new TimeSpan(Nanos.ofMillis(atMillis), Nanos.ofMillis(atMillis + 1)),
            new PhaseTimings(List.of()),
            -1,
            Optional.of(message(atMillis, query)),
            response,
            again,
            Optional.empty(),
            1));
  }

  private List<DnsLookup> lookups() {
    return DnsLookupFinder.find(exchanges);
  }

  private List<List<Integer>> groups() {
    return lookups().stream().map(DnsLookup::queries).toList();
  }

  @Test
  void joinsBothFamilies() {
    answer(0, 10, "a.test", DnsType.A, "192.0.2.7");
    answer(1, 40, "a.test", DnsType.AAAA, "2001:db8::7");
    assertThat(lookups()).hasSize(1);
    DnsLookup lookup = lookups().getFirst();
    assertThat(lookup.span()).isEqualTo(new TimeSpan(0, Nanos.ofMillis(41)));
    assertThat(lookup.addresses())
        .containsExactly(IpAddress.parse("192.0.2.7"), IpAddress.parse("2001:db8::7"));
    assertThat(lookup.ttlSeconds()).isEqualTo(60);
    assertThat(lookup.rcode()).isZero();
    assertThat(lookup.answerNanos(DnsType.AAAA)).hasValue(Nanos.ofMillis(41));
    assertThat(lookup.readyNanos(Nanos.ofMillis(20))).isEqualTo(Nanos.ofMillis(10));
    assertThat(lookup.searched()).isEmpty();
    assertThat(lookup.parent()).isEqualTo(-1);
    assertThat(lookup.withParent(4).parent()).isEqualTo(4);
  }

  @Test
  void joinsFamiliesAskedOneAfterTheOther() {
    answer(0, 100, "a.test", DnsType.A, "192.0.2.7");
    answer(110, 10, "a.test", DnsType.AAAA);
    assertThat(groups()).containsExactly(List.of(0, 1));
  }

  @Test
  void leavesAFamilyThatWasAskedForLater() {
    answer(0, 100, "a.test", DnsType.A, "192.0.2.7");
    answer(111, 10, "a.test", DnsType.AAAA);
    assertThat(groups()).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void joinsARetryWithTheNextServer() {
    silence(0, "a.test", DnsType.A);
    server = "192.0.2.54";
    answer(5000, 20, "a.test", DnsType.A, "192.0.2.7");
    assertThat(groups()).containsExactly(List.of(0, 1));
    DnsLookup lookup = lookups().getFirst();
    assertThat(lookup.attempts()).extracting(DnsAttempt::isRetry).containsExactly(false, true);
    assertThat(lookup.span().durationNanos()).isEqualTo(Nanos.ofMillis(5020));
  }

  @Test
  void readsRetriesUnderTheSameIdFromOneExchange() {
    exchange(
        0,
        "a.test",
        DnsType.A,
        Optional.of(message(5030, content(true, "a.test", DnsType.A, 0, List.of()))),
        5000);
    DnsLookup lookup = lookups().getFirst();
    assertThat(lookup.queries()).containsExactly(0);
    assertThat(lookup.attempts())
        .extracting(DnsAttempt::answerNanos)
        .containsExactly(-1L, Nanos.ofMillis(5030));
  }

  @Test
  void leavesTwoApplicationsApartThatAskTheSame() {
    answer(0, 20, "a.test", DnsType.A, "192.0.2.7");
    answer(5000, 20, "a.test", DnsType.A, "192.0.2.7");
    assertThat(groups()).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void leavesWhatIsAskedAgainAfterALongTime() {
    silence(0, "a.test", DnsType.A);
    answer(12_001, 20, "a.test", DnsType.A, "192.0.2.7");
    assertThat(groups()).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void leavesOtherClients() {
    silence(0, "a.test", DnsType.A);
    client = "192.0.2.2";
    answer(5000, 20, "a.test", DnsType.A, "192.0.2.7");
    assertThat(groups()).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void joinsThePairThatIsSentAgainForOneMissingFamily() {
    answer(0, 20, "a.test", DnsType.A, "192.0.2.7");
    silence(0, "a.test", DnsType.AAAA);
    answer(5000, 20, "a.test", DnsType.A, "192.0.2.7");
    answer(5000, 21, "a.test", DnsType.AAAA, "2001:db8::7");
    assertThat(groups()).containsExactly(List.of(0, 1, 2, 3));
  }

  @Test
  void leavesANewLookupAfterASlowSecondFamily() {
    answer(0, 20, "a.test", DnsType.A, "192.0.2.7");
    answer(0, 200, "a.test", DnsType.AAAA, "2001:db8::7");
    answer(5000, 20, "a.test", DnsType.A, "192.0.2.7");
    assertThat(groups()).containsExactly(List.of(0, 1), List.of(2));
  }

  @Test
  void followsTheSearchList() {
    answer(0, 10, "db.shop.svc.test", DnsType.A, NXDOMAIN);
    answer(0, 11, "db.shop.svc.test", DnsType.AAAA, NXDOMAIN);
    answer(12, 10, "db.svc.test", DnsType.A, NXDOMAIN);
    answer(12, 10, "db.svc.test", DnsType.AAAA, NXDOMAIN);
    answer(23, 10, "db", DnsType.A, "192.0.2.7");
    answer(23, 10, "db", DnsType.AAAA);
    assertThat(lookups()).hasSize(1);
    DnsLookup lookup = lookups().getFirst();
    assertThat(lookup.name()).isEqualTo("db");
    assertThat(lookup.searched()).containsExactly("db.shop.svc.test", "db.svc.test");
    assertThat(lookup.rcode()).isZero();
    assertThat(lookup.queries()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void leavesAnotherNameAfterAWrongOne() {
    answer(0, 10, "wwww.test", DnsType.A, NXDOMAIN);
    answer(15, 10, "www.test", DnsType.A, "192.0.2.7");
    assertThat(groups()).containsExactly(List.of(0), List.of(1));
    assertThat(lookups().getFirst().rcode()).isEqualTo(NXDOMAIN);
  }

  @Test
  void leavesANameThatIsAskedForLater() {
    answer(0, 10, "db.svc.test", DnsType.A, NXDOMAIN);
    answer(21, 10, "db.test", DnsType.A, "192.0.2.7");
    assertThat(groups()).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void leavesTheSameLabelUnderANameThatExists() {
    answer(0, 10, "www.a.test", DnsType.A, "192.0.2.7");
    answer(12, 10, "www.b.test", DnsType.A, "192.0.2.8");
    assertThat(groups()).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void followsATruncatedAnswerOverTcp() {
    isTruncated = true;
    answer(0, 10, "big.test", DnsType.A);
    isTruncated = false;
    connection = 3;
    answer(50, 10, "big.test", DnsType.A, "192.0.2.7");
    assertThat(groups()).containsExactly(List.of(0, 1));
    assertThat(lookups().getFirst().fellBackToTcp()).isTrue();
  }

  @Test
  void triesAnotherServerAfterAnError() {
    answer(0, 10, "a.test", DnsType.A, SERVFAIL);
    server = "192.0.2.54";
    answer(11, 10, "a.test", DnsType.A, "192.0.2.7");
    assertThat(groups()).containsExactly(List.of(0, 1));
    assertThat(lookups().getFirst().rcode()).isZero();
  }

  @Test
  void endsAtTheLastQueryWhereNothingAnswered() {
    silence(0, "a.test", DnsType.A);
    silence(5000, "a.test", DnsType.A);
    DnsLookup lookup = lookups().getFirst();
    assertThat(lookup.span()).isEqualTo(new TimeSpan(0, Nanos.ofMillis(5000)));
    assertThat(lookup.rcode()).isEqualTo(-1);
    assertThat(lookup.isFailed()).isTrue();
    assertThat(lookup.isAnswered()).isFalse();
  }

  @Test
  void takesNoMulticastForALookup() {
    protocol = AppProtocol.MDNS;
    silence(0, "printer.local", DnsType.A);
    assertThat(lookups()).isEmpty();
  }
}
