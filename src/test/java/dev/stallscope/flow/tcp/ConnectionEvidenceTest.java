package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What rows betray beside their labels: copies, segment sizes, numbering, the capturing host. */
class ConnectionEvidenceTest {
  private static final String OPENING = "client 0ms handshake rtt 40ms\n";
  private static final String V6 =
      "set client [fd00::1]:40000\nset server [fd00::2]:80\n" + OPENING;

  @Test
  void withoutIdentificationsCopiesMustBeMany() {
    String copied = "client %dms data %d..%d twice 20us\n";
    String script = V6;
    for (int i = 0; i < 6; i++) {
      script += copied.formatted(50 + i * 10, i * 100, i * 100 + 100);
    }
    assertThat(copies(script)).isEqualTo(6);
    assertThat(copies(V6 + several(20) + "client 400ms data 2000..2100 twice 20us\n")).isZero();
  }

  @Test
  void equalPureAcksWithoutIdentificationsAreDuplicateAcks() {
    assertThat(
            copies(
                V6
                    + """
                    server 50ms data 100..200
                    client 50.1ms ACK 0
                    client 50.2ms ACK 0
                    client 50.3ms ACK 0
                    """))
        .isZero();
  }

  @Test
  void aSecondCopyLaterThanTwoMillisecondsIsNone() {
    assertThat(copies(OPENING + "client 50ms data 0..100 twice 1.9ms\n")).isOne();
    assertThat(copies(OPENING + "client 50ms data 0..100 twice 2.1ms\n")).isZero();
  }

  @Test
  void timestampsTakeTwelveBytesOfASegment() {
    assertThat(connection("set timestamps on\n" + OPENING).fromServer().mss()).isEqualTo(1448);
    assertThat(connection(OPENING).fromServer().mss()).isEqualTo(1460);
    assertThat(connection("set client mss 500\n" + OPENING).fromServer().mss()).isEqualTo(500);
  }

  @Test
  void withoutASynTheSizeIsGuessedFromTheSegments() {
    String three = "server 1ms data 0..4200 split\n";
    TcpConnection.Side side = connection("set mss 1400\n" + three).fromServer();
    assertThat(side.mss()).isEqualTo(1400);
    assertThat(side.isMssGuessed()).isTrue();
    assertThat(connection("server 1ms data 0..2900\n").fromServer().mss()).isEqualTo(1450);
    assertThat(connection("server 1ms data 0..10\n").fromServer().mss()).isEqualTo(536);
  }

  @Test
  void theSynAckThatTheDataFollowIsTheBeginning() {
    TcpTrace trace =
        TrackedCapture.trace(
            """
            client 0ms SYN
            server 40ms SYN,ACK
            server 41ms RST
            client 42ms ACK
            server 50ms data 0..10
            """);
    assertThat(trace.sequence(1)).isZero();
    assertThat(trace.sequence(4)).isOne();
    assertThat(trace.end(4)).isEqualTo(11);
  }

  @Test
  void scalingIsOffWhereOneSideDoesNotOfferIt() {
    TcpConnection connection = connection("set server window-scale off\n" + OPENING);
    assertThat(connection.fromClient().windowScale()).isZero();
    assertThat(connection.fromServer().windowScale()).isZero();
  }

  @Test
  void theCaptureFileMayKnowWhichHostCaptured() {
    String cooked = "set link cooked\nset capture near %s\nset ttl 60\n" + OPENING;
    assertThat(connection(cooked.formatted("client")).vantage()).isEqualTo(Vantage.NEAR_CLIENT);
    assertThat(connection(cooked.formatted("server")).vantage()).isEqualTo(Vantage.NEAR_SERVER);
  }

  @Test
  void loopbackIsLocal() {
    assertThat(
            connection("set client 127.0.0.1:4000\nset server 127.0.0.1:80\n" + OPENING).vantage())
        .isEqualTo(Vantage.LOCAL);
  }

  @Test
  void aReportOfDuplicatesIsToldFromOtherBlocks() {
    assertThat(SenderState.isDuplicateReport(new long[] {}, 100)).isFalse();
    assertThat(SenderState.isDuplicateReport(new long[] {50, 100}, 100)).isTrue();
    assertThat(SenderState.isDuplicateReport(new long[] {150, 200}, 100)).isFalse();
    assertThat(SenderState.isDuplicateReport(new long[] {150, 200, 120, 300}, 100)).isTrue();
    assertThat(SenderState.isDuplicateReport(new long[] {150, 200, 250, 300}, 100)).isFalse();
  }

  @Test
  void eventsAreCountedForTheirSender() {
    TcpConnection connection =
        connection(
            OPENING
                + """
                client 50ms data 0..100
                client 300ms data 0..100 again
                server 340ms ACK
                """);
    assertThat(connection.fromClient().count(SegmentEvent.RETRANSMISSION)).isOne();
    assertThat(connection.fromServer().count(SegmentEvent.RETRANSMISSION)).isZero();
    assertThat(connection.fromClient().events()).hasToString("{retransmission=1, lost=1}");
  }

  @Test
  void theLogOfTransmissionsKnowsFirstAndLast() {
    ConnectionTrace trace =
        (ConnectionTrace)
            TrackedCapture.trace(
                """
                client 0ms data 0..100
                client 1ms data 100..200
                client 2ms data 300..400
                client 3ms data 200..300
                client 4ms data 50..150 again
                """);
    TransmissionLog log = new TransmissionLog(trace);
    log.append(1, 0);
    log.append(101, 1);
    log.append(301, 2);
    assertThat(log.first(250)).isEqualTo(TransmissionLog.NONE);
    assertThat(log.after(250)).isEqualTo(2);
    log.fill(201, 3);
    log.repeat(51, 151, 4);
    assertThat(log.first(250)).isEqualTo(3);
    assertThat(log.first(60)).isZero();
    assertThat(log.latest(60)).isEqualTo(4);
    assertThat(log.latest(160)).isEqualTo(4);
    assertThat(log.latest(350)).isEqualTo(2);
    assertThat(log.first(500)).isEqualTo(TransmissionLog.NONE);
  }

  private static String several(int segments) {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < segments; i++) {
      script.append("client %dms data %d..%d\n".formatted(50 + i * 10, i * 100, i * 100 + 100));
    }
    return script.toString();
  }

  private static long copies(String script) {
    TcpTrace trace = TrackedCapture.trace(script);
    return IntStream.range(0, trace.size())
        .filter(row -> trace.has(row, SegmentEvent.CAPTURE_DUPLICATE))
        .count();
  }

  private static TcpConnection connection(String script) {
    return TrackedCapture.trace(script).connection();
  }
}
