package dev.stallscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stallscope.capture.PacketBatch;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureScriptTest {
  private static final String C = "10.0.0.1:40000 > 10.0.0.2:80 ";
  private static final String S = "10.0.0.2:80 > 10.0.0.1:40000 ";

  @Test
  void theExampleOfTheStyleGuideBecomesPackets() {
    CaptureScript script =
        CaptureScript.parse(
            """
            client  0ms   SYN
            server  20ms  SYN,ACK
            client  20ms  ACK
            client  21ms  data 0..517
            client  221ms data 0..517          # sent again: nothing was acknowledged
            server  241ms ACK 517
            expect  stall 21ms..221ms   retransmission-timeout
            """);
    assertThat(PacketText.lines(script))
        .containsExactly(
            "0.000 TCP " + C + "SYN seq 1000 win 64240 len 0 mss 1460 scale 7 sackok",
            "20.000 TCP " + S + "SYN,ACK seq 5000 ack 1001 win 64240 len 0 mss 1460 scale 7 sackok",
            "20.000 TCP " + C + "ACK seq 1001 ack 5001 win 501 len 0",
            "21.000 TCP " + C + "PSH,ACK seq 1001 ack 5001 win 501 len 517",
            "221.000 TCP " + C + "PSH,ACK seq 1001 ack 5001 win 501 len 517",
            "241.000 TCP " + S + "ACK seq 5001 ack 1518 win 501 len 0");
    assertThat(script.expectations()).containsExactly("stall 21ms..221ms retransmission-timeout");
  }

  @Test
  void aHandshakeIsSeenFromWhereTheCaptureStands() {
    assertThat(times("set capture near client")).containsExactly("0.000", "40.000", "40.020");
    assertThat(times("set capture near server")).containsExactly("0.000", "0.020", "40.000");
    assertThat(times("set capture in middle")).containsExactly("0.000", "20.000", "40.000");
  }

  private static List<String> times(String setting) {
    return PacketText.lines(CaptureScript.parse(setting + "\nclient 0ms handshake rtt 40ms"))
        .stream()
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  @Test
  void acknowledgmentsFollowWhatArrivedWithoutAGap() {
    assertThat(
            PacketText.lines(
                CaptureScript.parse(
                    """
                    set window-scale off
                    client 1ms data 0..100
                    server 2ms ACK
                    client 3ms data 100..200 lost
                    client 4ms data 200..300
                    server 5ms ACK sack 200..300
                    client 6ms data 100..200 again
                    server 7ms ACK
                    client 8ms FIN
                    server 9ms FIN
                    client 10ms ACK
                    """)))
        .containsExactly(
            "1.000 TCP " + C + "PSH,ACK seq 1001 ack 5001 win 64240 len 100",
            "2.000 TCP " + S + "ACK seq 5001 ack 1101 win 64240 len 0",
            "3.000 TCP " + C + "PSH,ACK seq 1101 ack 5001 win 64240 len 100",
            "4.000 TCP " + C + "PSH,ACK seq 1201 ack 5001 win 64240 len 100",
            "5.000 TCP " + S + "ACK seq 5001 ack 1101 win 64240 len 0 sack 1201..1301",
            "6.000 TCP " + C + "PSH,ACK seq 1101 ack 5001 win 64240 len 100",
            "7.000 TCP " + S + "ACK seq 5001 ack 1301 win 64240 len 0",
            "8.000 TCP " + C + "FIN,ACK seq 1301 ack 5001 win 64240 len 0",
            "9.000 TCP " + S + "FIN,ACK seq 5001 ack 1302 win 64240 len 0",
            "10.000 TCP " + C + "ACK seq 1302 ack 5002 win 64240 len 0");
  }

  @Test
  void dataAreSentInSegmentsFlightsOrOneLargeFrame() {
    assertThat(lengths("server 0ms data 0..4000")).containsExactly("0.000 4000");
    assertThat(lengths("server 0ms data 0..4000 every 0.1ms"))
        .containsExactly("0.000 1460", "0.100 1460", "0.200 1080");
    assertThat(lengths("set timestamps on\nserver 0ms data 0..2000 split"))
        .containsExactly("0.000 1448", "0.000 552");
    assertThat(lengths("server 0ms data 0..7300 rtt 40ms flight 2"))
        .containsExactly(
            "0.000 1460",
            "0.000 1460",
            "0.020 0",
            "40.000 1460",
            "40.000 1460",
            "40.000 1460",
            "40.020 0",
            "40.020 0");
  }

  private static List<String> lengths(String text) {
    return PacketText.lines(CaptureScript.parse(text)).stream()
        .map(line -> line.replaceAll("^(\\S+) .* len (\\d+).*", "$1 $2"))
        .toList();
  }

  @Test
  void optionsOfALineStandInItsSegment() {
    assertThat(
            PacketText.lines(
                CaptureScript.parse(
                    """
                    set timestamps on
                    set server timestamps off
                    client 0ms SYN tfo mptcp 0
                    server 1ms ACK 5 win 0 ts 7 8
                    server 2ms RST
                    server 3ms RST,ACK
                    client 4ms keep-alive 1
                    client 5ms data "x" twice 1ms
                    client 6ms data "y" unseen
                    client 7ms data "z" noack
                    server 8ms ACK
                    """)))
        .containsExactly(
            "0.000 TCP "
                + C
                + "SYN seq 1000 win 64240 len 0 mss 1460 scale 7 sackok ts 100000 0 mptcp 0 tfo",
            "1.000 TCP " + S + "ACK seq 5001 ack 1006 win 0 len 0 ts 7 8",
            "2.000 TCP " + S + "RST seq 5001 win 0 len 0",
            "3.000 TCP " + S + "RST,ACK seq 5001 ack 1001 win 0 len 0",
            "4.000 TCP " + C + "ACK seq 1000 ack 5001 win 501 len 1",
            "5.000 TCP " + C + "PSH,ACK seq 1001 ack 5001 win 501 len 1",
            "6.000 TCP " + C + "PSH,ACK seq 1001 ack 5001 win 501 len 1",
            "7.000 TCP " + C + "PSH seq 1003 win 501 len 1",
            "8.000 TCP " + S + "ACK seq 5001 ack 1004 win 0 len 0");
  }

  @Test
  void payloadsAreTextDigitsFillerAndNames() {
    CaptureScript script =
        CaptureScript.parse(
            """
            client 0ms data "a\\r\\n\\x41\\"#" + hex 0102 + $end + 3   # a note
            """,
            Map.of("end", new byte[] {9}));
    assertThat(payloads(script)).containsExactly("a\r\nA\"#\u0001\u0002\tabc");
  }

  @Test
  void httpMessagesAreWrittenOut() {
    assertThat(
            payloads(
                CaptureScript.parse(
                    """
                    client 0ms http-request GET /a host b.test
                    server 9ms http-response 404 2
                    """)))
        .containsExactly(
            "GET /a HTTP/1.1\r\nHost: b.test\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nab");
  }

  @Test
  void dnsMessagesAreWrittenOut() {
    CaptureScript script =
        CaptureScript.parse(
            """
            set server 10.0.0.53:53
            client 0ms dns query 7 A a.b
            server 9ms dns answer 7 A a.b cname c 1.2.3.4 ttl 60
            server 9ms dns answer 7 A a.b NXDOMAIN truncated
            """);
    String question = "016101620000010001";
    String alias = "016101620000050001" + "0000003c" + "0003016300";
    String address = "01630000010001" + "0000003c" + "000401020304";
    assertThat(payloads(script))
        .containsExactly(
            latin1("00070100000100000000" + "0000" + question),
            latin1("00078180000100020000" + "0000" + question + alias + address),
            latin1("00078383000100000000" + "0000" + question));
  }

  private static String latin1(String digits) {
    return new String(Encapsulation.hex(digits), StandardCharsets.ISO_8859_1);
  }

  private static List<String> payloads(CaptureScript script) {
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    PacketBatch batch = script.batches().getFirst();
    return IntStream.range(0, batch.count())
        .mapToObj(
            i -> {
              decoder.decode(batch, i, cursor);
              return new String(
                  cursor.bytes,
                  cursor.payloadOffset,
                  cursor.payloadCaptured,
                  StandardCharsets.ISO_8859_1);
            })
        .toList();
  }

  @Test
  void errorsQuoteThePacketTheyAnswer() {
    assertThat(
            PacketText.lines(
                CaptureScript.parse(
                    """
                    client 0ms SYN
                    router 5ms icmp 3/1 to client
                    u: client 6ms udp "x"
                    u: server 7ms icmp 3/3
                    """)))
        .containsExactly(
            "0.000 TCP " + C + "SYN seq 1000 win 64240 len 0 mss 1460 scale 7 sackok",
            "5.000 ICMP_ERROR 10.0.0.1:40000 > 10.0.0.2:80 type 3 code 1 tcp seq 1000",
            "6.000 UDP 10.0.0.1:40001 > 10.0.0.2:80 len 1",
            "7.000 ICMP_ERROR 10.0.0.1:40001 > 10.0.0.2:80 type 3 code 3 udp");
  }

  @Test
  void connectionsHaveTheirOwnSettings() {
    assertThat(
            PacketText.lines(
                CaptureScript.parse(
                    """
                    set sack off
                    set link cooked
                    a: set client [fd00::1]:9
                    a: set server [fd00::2]:443
                    a: set client isn 4294967295
                    a: client 2ms SYN
                    b: client 1ms SYN
                    b: server +1ms RST,ACK
                    """)))
        .containsExactly(
            "1.000 TCP 10.0.0.1:40001 > 10.0.0.2:80 SYN seq 1000 win 64240 len 0 mss 1460 scale 7"
                + " OUTBOUND",
            "2.000 TCP fd00::1:9 > fd00::2:443 SYN seq 4294967295 win 64240 len 0 mss 1460 scale 7"
                + " OUTBOUND",
            "2.000 TCP 10.0.0.2:80 > 10.0.0.1:40001 RST,ACK seq 5001 ack 1001 win 501 len 0"
                + " INBOUND");
  }

  @Test
  void linesAreRepeatedLaterAndLater() {
    assertThat(
            lengths(
                """
                repeat 2 every 100ms
                  client 1ms data 10
                  repeat 2 every 10ms
                    server 2ms data 20
                  end
                end
                client 300ms data 30
                """))
        .containsExactly(
            "1.000 10",
            "2.000 20",
            "12.000 20",
            "101.000 10",
            "102.000 20",
            "112.000 20",
            "300.000 30");
  }

  @Test
  void framesAreCutAtTheSnapLengthAndKeepTheirOrderOnRequest() {
    CaptureScript script =
        CaptureScript.parse(
            """
            set snaplen 64
            set order script
            client 5ms data 0..1000
            client 4ms data 1000..2000
            """);
    assertThat(PacketText.lines(script))
        .containsExactly(
            "5.000 TCP " + C + "PSH,ACK seq 1001 ack 5001 win 501 len 1000 kept 10",
            "4.000 TCP " + C + "PSH,ACK seq 2001 ack 5001 win 501 len 1000 kept 10");
    assertThat(ByteBuffer.wrap(script.pcap()).getInt(16)).isEqualTo(64);
    assertThat(script.pcap()).hasSize(24 + 2 * (16 + 64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client 1 SYN", "nobody 1ms SYN", "client 1ms JUMP", "client 1ms data 0..9 sideways",
        "client 1ms data 0..9 again", "client 1ms data \"open", "set colour red",
            "repeat 2 every 1ms",
        "client 1ms data $none", "client 1ms handshake"
      })
  void whatIsNotUnderstoodIsNamedWithItsLine(String line) {
    assertThatThrownBy(() -> CaptureScript.parse("# first\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("line 2", line);
  }
}
