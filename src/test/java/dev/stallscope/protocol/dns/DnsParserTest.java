package dev.stallscope.protocol.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DnsParserTest {
  private static DnsMessage parse(byte[] bytes) {
    return parse(bytes, bytes.length);
  }

  private static DnsMessage parse(byte[] bytes, int wireLength) {
    byte[] framed = new byte[bytes.length + 6];
    Arrays.fill(framed, (byte) 0x55);
    System.arraycopy(bytes, 0, framed, 3, bytes.length);
    return new DnsParser().parse(framed, 3, bytes.length, wireLength, false).orElseThrow();
  }

  @Test
  void readsAQuery() {
    byte[] bytes = DnsBytes.query(0x1234, "WWW.Example.org", DnsType.AAAA).edns(1232, 0).bytes();
    DnsMessage query = parse(bytes);
    assertThat(query)
        .isEqualTo(
            new DnsMessage(
                0x1234,
                false,
                0,
                0,
                false,
                true,
                false,
                false,
                Optional.of(new DnsQuestion("www.example.org", DnsType.AAAA, 1)),
                List.of(),
                1232,
                bytes.length,
                false,
                false));
    assertThat(query.label()).isEqualTo("AAAA www.example.org");
    assertThat(query.status()).isEmpty();
  }

  @Test
  void readsAnswersThroughAChainOfAliases() {
    DnsMessage response =
        parse(
            DnsBytes.response(7, 0, "a.test", DnsType.A)
                .alias("a.test", 300, "b.test")
                .alias("b.test", 20, "c.test")
                .addressOf("c.test", 60, "192.0.2.7")
                .bytes());
    assertThat(response.answers())
        .containsExactly(
            new DnsRecord("a.test", 5, 300, Optional.empty(), Optional.of("b.test")),
            new DnsRecord("b.test", 5, 20, Optional.empty(), Optional.of("c.test")),
            new DnsRecord(
                "c.test", 1, 60, Optional.of(IpAddress.parse("192.0.2.7")), Optional.empty()));
    assertThat(response.aliases()).isEqualTo(2);
    assertThat(response.ttlSeconds()).hasValue(20);
    assertThat(response.status()).contains("NOERROR");
    assertThat(response.isFailure()).isFalse();
  }

  @Test
  void followsCompressedNames() {
    DnsMessage response =
        parse(DnsBytes.response(7, 0, "a.test", DnsType.AAAA).address(9, "2001:db8::1").bytes());
    assertThat(response.answers().getFirst().name()).isEqualTo("a.test");
    assertThat(response.answers().getFirst().address()).contains(IpAddress.parse("2001:db8::1"));
  }

  @Test
  void countsNoAliasTwiceInACircle() {
    DnsMessage response =
        parse(
            DnsBytes.response(7, 0, "a.test", DnsType.A)
                .alias("a.test", 1, "b.test")
                .alias("b.test", 1, "a.test")
                .bytes());
    assertThat(response.aliases()).isEqualTo(1);
  }

  @Test
  void addsTheExtensionToTheResponseCode() {
    DnsMessage response = parse(DnsBytes.response(7, 0, "a.test", 1).edns(512, 1).bytes());
    assertThat(response.status()).contains("BADVERS");
    assertThat(response.isFailure()).isTrue();
  }

  @Test
  void namesFailures() {
    assertThat(parse(DnsBytes.response(7, 3, "a.test", 1).bytes()).status()).contains("NXDOMAIN");
    assertThat(parse(DnsBytes.response(7, 2, "a.test", 1).bytes()).status()).contains("SERVFAIL");
  }

  @Test
  void takesANegativeTtlForZero() {
    DnsMessage response = parse(DnsBytes.response(7, 0, "a", 1).address(-5, "192.0.2.1").bytes());
    assertThat(response.ttlSeconds()).hasValue(0);
  }

  @Test
  void stopsAtALoopOfPointers() {
    DnsMessage message =
        parse(DnsBytes.message(7, 0x0100, 1).u16(0xc00c).u16(DnsType.A).u16(1).bytes());
    assertThat(message.question()).isEmpty();
    assertThat(message.isCut()).isTrue();
    assertThat(message.label()).isEqualTo("DNS message without a question");
  }

  @Test
  void escapesWhatIsNoName() {
    DnsMessage message = parse(DnsBytes.query(1, "a b", DnsType.PTR).bytes());
    assertThat(message.label()).isEqualTo("PTR a\\032b");
  }

  @Test
  void keepsWhatWasReadBeforeTheCut() {
    byte[] bytes =
        DnsBytes.response(7, 0, "a.test", 1)
            .address(9, "192.0.2.1")
            .address(9, "192.0.2.2")
            .bytes();
    DnsMessage message = parse(Arrays.copyOf(bytes, bytes.length - 3), bytes.length);
    assertThat(message.answers()).hasSize(1);
    assertThat(message.isCut()).isTrue();
    assertThat(message.sizeBytes()).isEqualTo(bytes.length);
  }

  @Test
  void needsAHeader() {
    assertThat(new DnsParser().parse(new byte[11], 0, 11, 11, false)).isEmpty();
  }
}
