package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpTrackerTest {
  private static final String OPENING = "client 0ms handshake rtt 40ms\n";

  @Test
  void aWholeConnectionIsSummarised() {
    TcpConnection connection =
        connection(
            OPENING
                + """
                client 50ms data 0..500
                server 90ms ACK
                server 95ms data 0..3000 split
                client 95.1ms ACK
                client 100ms FIN
                server 140ms FIN
                client 140.1ms ACK
                """);
    assertThat(connection.client()).hasToString("10.0.0.1:40000");
    assertThat(connection.server()).hasToString("10.0.0.2:80");
    assertThat(connection.isClientCertain()).isTrue();
    assertThat(connection.firstPacket()).isZero();
    assertThat(connection.lastPacket()).isEqualTo(11);
    assertThat(connection.startNanos()).isEqualTo(CaptureScript.at("0ms"));
    assertThat(connection.endNanos()).isEqualTo(CaptureScript.at("140.1ms"));
    assertThat(connection.handshake())
        .isEqualTo(
            new TcpConnection.Handshake(
                TcpConnection.Handshake.Outcome.ESTABLISHED,
                CaptureScript.at("0ms"),
                CaptureScript.at("0ms"),
                CaptureScript.at("40ms"),
                CaptureScript.at("40.02ms"),
                0,
                1,
                2,
                1,
                1));
    assertThat(connection.closing())
        .isEqualTo(
            new TcpConnection.Closing(
                Direction.CLIENT_TO_SERVER,
                CaptureScript.at("100ms"),
                9,
                Direction.CLIENT_TO_SERVER,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1));
    assertThat(connection.fromServer().payloadBytes()).isEqualTo(3000);
    assertThat(connection.fromServer().uniqueBytes()).isEqualTo(3000);
    assertThat(connection.fromServer().packets()).isEqualTo(6);
    assertThat(connection.fromServer().mss()).isEqualTo(1460);
    assertThat(connection.fromServer().windowScale()).isEqualTo(7);
    assertThat(connection.fromServer().offersSack()).isTrue();
    assertThat(connection.fromServer().isMssGuessed()).isFalse();
    assertThat(connection.roundTrip().handshakeNanos()).isEqualTo(Nanos.ofMicros(40_020));
    assertThat(connection.roundTrip().serverMinNanos()).isEqualTo(Nanos.ofMillis(40));
    assertThat(connection.roundTrip().clientMinNanos()).isEqualTo(Nanos.ofMicros(20));
    assertThat(connection.roundTrip().minNanos()).isEqualTo(Nanos.ofMicros(40_020));
    assertThat(connection.vantage()).isEqualTo(Vantage.NEAR_CLIENT);
    assertThat(connection.quality()).isEmpty();
  }

  @Test
  void aRefusedConnectionWasAnsweredByAReset() {
    assertThat(outcome("client 0ms SYN\nserver 40ms RST,ACK"))
        .isEqualTo(TcpConnection.Handshake.Outcome.REFUSED);
  }

  @Test
  void anIcmpErrorRefusesAConnectionAndIsRemembered() {
    TcpConnection connection = connection("client 0ms SYN\nrouter 5ms icmp 3/1 to client");
    assertThat(connection.handshake().outcome()).isEqualTo(TcpConnection.Handshake.Outcome.REFUSED);
    assertThat(connection.closing().icmpType()).isEqualTo(3);
    assertThat(connection.closing().icmpCode()).isOne();
    assertThat(connection.closing().icmpNanos()).isEqualTo(CaptureScript.at("5ms"));
    assertThat(connection.closing().icmpPacket()).isOne();
  }

  @Test
  void anUnansweredConnectionIsNotOneSided() {
    TcpConnection connection = connection("client 0ms SYN\nclient 1s SYN\nclient 3s SYN");
    assertThat(connection.handshake().outcome())
        .isEqualTo(TcpConnection.Handshake.Outcome.UNANSWERED);
    assertThat(connection.handshake().synCount()).isEqualTo(3);
    assertThat(connection.handshake().lastSynNanos()).isEqualTo(CaptureScript.at("3s"));
    assertThat(connection.quality()).containsExactly(CaptureQuality.ENDS_IN_THE_MIDDLE);
  }

  @Test
  void anOpeningThatTheCaptureMissedIsNotSeen() {
    TcpConnection connection = connection("server 0ms data 0..9\nclient 1ms ACK");
    assertThat(connection.handshake().outcome())
        .isEqualTo(TcpConnection.Handshake.Outcome.NOT_SEEN);
    assertThat(connection.isClientCertain()).isFalse();
    assertThat(connection.client()).hasToString("10.0.0.1:40000");
    assertThat(connection.fromServer().windowScale()).isEqualTo(-1);
    assertThat(connection.quality())
        .containsExactlyInAnyOrder(
            CaptureQuality.STARTS_IN_THE_MIDDLE, CaptureQuality.ENDS_IN_THE_MIDDLE);
  }

  @Test
  void aSynAckShowsTheClientWithoutTheSyn() {
    TcpConnection connection = connection("server 0ms SYN,ACK\nclient 1ms ACK");
    assertThat(connection.isClientCertain()).isTrue();
    assertThat(connection.client()).hasToString("10.0.0.1:40000");
    assertThat(connection.handshake().outcome())
        .isEqualTo(TcpConnection.Handshake.Outcome.ESTABLISHED);
  }

  @Test
  void copiesMadeByTheCaptureAreMarkedAndLeftOut() {
    TcpTrace trace =
        TrackedCapture.trace(
            """
            client 0ms SYN twice 30us
            server 40ms SYN,ACK twice 30us
            client 41ms ACK twice 30us
            client 50ms data 0..500 twice 30us
            server 90ms ACK twice 30us
            """);
    assertThat(trace.connection().quality()).contains(CaptureQuality.DUPLICATES);
    for (int row = 0; row < trace.size(); row++) {
      assertThat(trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)).isEqualTo(row % 2 == 1);
      assertThat(trace.has(row, SegmentEvent.LOST)).isFalse();
      assertThat(trace.retransmissionCause(row)).isEqualTo(RetransmissionCause.NONE);
    }
    assertThat(trace.connection().fromClient().uniqueBytes()).isEqualTo(500);
  }

  @Test
  void aTrueRetransmissionIsNoCopy() {
    TcpTrace trace =
        TrackedCapture.trace(
            OPENING
                + """
                client 50ms data 0..500 id 7
                client 51ms data 0..500 again id 8
                """);
    assertThat(trace.connection().quality()).doesNotContain(CaptureQuality.DUPLICATES);
  }

  @Test
  void offloadingAndTheSnapLengthAreNoticed() {
    assertThat(connection(OPENING + "server 50ms data 0..9000\nclient 51ms RST").quality())
        .containsExactly(CaptureQuality.OFFLOAD);
    assertThat(
            connection("set snaplen 80\n" + OPENING + "server 50ms data 0..900\nclient 51ms RST")
                .quality())
        .containsExactly(CaptureQuality.SNAPLEN);
  }

  @Test
  void acksOfUnseenDataAreDropsUnlessTheDataFollowAtOnce() {
    String script =
        """
        client 0ms handshake rtt 40ms
        client 50ms data 0..100
        client 50ms data 100..200 unseen
        server 90ms ACK 200
        client %s data 200..300
        client 99ms RST
        """;
    assertThat(connection(script.formatted("95ms")).quality())
        .containsExactly(CaptureQuality.UNSEEN_ACKNOWLEDGED);
    assertThat(
            connection(
                    """
                    client 0ms handshake rtt 40ms
                    client 50ms data 0..100
                    server 90ms ACK 200
                    client 90.5ms data 100..200
                    client 99ms RST
                    """)
                .quality())
        .containsExactly(CaptureQuality.TAP_REORDERED);
  }

  @Test
  void dataThatARepetitionBroughtWereNotMissed() {
    String script =
        """
        client 0ms handshake rtt 40ms
        client 50ms data 0..24
        client 350ms data 0..%s
        server 390ms ACK 238
        client 399ms RST
        """;
    assertThat(connection(script.formatted("238")).quality()).isEmpty();
    assertThat(connection(script.formatted("237")).quality())
        .containsExactly(CaptureQuality.UNSEEN_ACKNOWLEDGED);
    assertThat(
            connection(
                    """
                    client 0ms handshake rtt 40ms
                    client 50ms data 0..100
                    client 50ms data 100..200 unseen
                    client 51ms data 200..300
                    server 90ms ACK 300
                    client 99ms RST
                    """)
                .quality())
        .containsExactly(CaptureQuality.UNSEEN_ACKNOWLEDGED);
  }

  @Test
  void aProbeOfAnIdleConnectionHidesNoData() {
    String idle = "client 10ms %s\nserver 50ms ACK %d\nclient 90ms RST";
    assertThat(connection(idle.formatted("data 0..1 lost ack 1", 2)).quality())
        .containsExactly(CaptureQuality.STARTS_IN_THE_MIDDLE);
    assertThat(connection(idle.formatted("data 0..1 lost ack 1", 3)).quality())
        .containsExactlyInAnyOrder(
            CaptureQuality.STARTS_IN_THE_MIDDLE, CaptureQuality.UNSEEN_ACKNOWLEDGED);
    assertThat(
            connection(OPENING + "client 50ms data 0..1\nserver 90ms ACK 2\nclient 99ms RST")
                .quality())
        .containsExactly(CaptureQuality.UNSEEN_ACKNOWLEDGED);
  }

  @Test
  void whoOnlyRepeatsWasNotHeardWhateverWasCaptured() {
    String repeating =
        """
        client 0ms data 0..100 ack 1
        client 300ms data 0..100 again ack 1
        client %dms data %s again ack %d
        """;
    assertThat(connection(repeating.formatted(900, "0..100", 1)).has(CaptureQuality.ONE_SIDED))
        .isFalse();
    assertThat(connection(repeating.formatted(600, "0..100", 1)).has(CaptureQuality.ONE_SIDED))
        .isTrue();
    assertThat(connection(repeating.formatted(900, "50..100", 1)).has(CaptureQuality.ONE_SIDED))
        .isTrue();
    assertThat(connection(repeating.formatted(900, "0..100", 9)).has(CaptureQuality.ONE_SIDED))
        .isTrue();
  }

  @Test
  void timeThatRunsBackIsNoticed() {
    assertThat(
            connection("set order script\nclient 10ms SYN\nserver 8ms SYN,ACK\nclient 11ms RST")
                .quality())
        .containsExactly(CaptureQuality.CLOCK_BACK);
  }

  @Test
  void theVantageFollowsFromTheHalvesOfTheRoundTrip() {
    String exchange = "client 60ms data 0..9\nserver 100ms ACK\n";
    assertThat(connection("set capture near server\n" + OPENING).vantage())
        .isEqualTo(Vantage.NEAR_SERVER);
    assertThat(connection("set capture in middle\nset ttl 60\n" + OPENING).vantage())
        .isEqualTo(Vantage.MID_PATH);
    assertThat(connection("client 0ms handshake rtt 0.1ms\n").vantage()).isEqualTo(Vantage.LOCAL);
    assertThat(connection(exchange).vantage()).isEqualTo(Vantage.UNKNOWN);
  }

  @Test
  void aTtlThatNoRouterTouchedShowsTheHost() {
    String script =
        """
        set capture in middle
        set %s ttl 57
        client 0ms handshake rtt 40ms
        """;
    assertThat(connection(script.formatted("server")).vantage()).isEqualTo(Vantage.NEAR_CLIENT);
    assertThat(connection(script.formatted("client")).vantage()).isEqualTo(Vantage.NEAR_SERVER);
  }

  @Test
  void theVantageOfAHostPairIsThatOfItsBestConnection() {
    TcpConnection mid = connection("set capture in middle\n" + OPENING);
    TcpConnection server = connection("set capture near server\n" + OPENING);
    assertThat(VantageFinder.refine(List.of(server))).isEqualTo(Vantage.NEAR_SERVER);
    assertThat(VantageFinder.refine(List.of(mid, server))).isEqualTo(Vantage.NEAR_SERVER);
    assertThat(VantageFinder.refine(List.of())).isEqualTo(Vantage.UNKNOWN);
  }

  @Test
  void timestampsGiveRoundTripsWithoutAHandshake() {
    TcpConnection connection =
        connection(
            """
            set timestamps on
            client 0ms data 0..100 ts 1000 50
            server 30ms data 0..100 ts 70 1000
            client 30.1ms data 100..200 ts 1030 70
            server 61ms data 100..200 ts 101 1030
            """);
    assertThat(connection.roundTrip().serverMinNanos()).isEqualTo(Nanos.ofMillis(30));
    assertThat(connection.roundTrip().clientMinNanos()).isEqualTo(Nanos.ofMicros(100));
  }

  @Test
  void retransmittedDataGiveNoRoundTrip() {
    TcpTrace trace =
        TrackedCapture.trace(
            OPENING
                + """
                client 50ms data 0..100
                client 300ms data 0..100 again
                server 310ms ACK
                """);
    assertThat(trace.roundTripNanos(5)).isEqualTo(-1);
    assertThat(trace.connection().roundTrip().samples()).isEqualTo(2);
  }

  @Test
  void theReplayShowsTheSendersState() {
    TcpTrace trace =
        TrackedCapture.trace(
            OPENING
                + """
                client 50ms data 0..1000
                client 50ms data 1000..2000 lost
                client 50ms data 2000..3000
                server 90ms ACK 1000
                server 91ms ACK 1000 sack 2000..3000
                client 300ms data 1000..2000 again
                server 340ms ACK 3000 win 128000
                """);
    TcpReplay replay = trace.replay();
    Direction data = Direction.CLIENT_TO_SERVER;
    goTo(replay, 7);
    assertThat(replay.highest(data)).isEqualTo(3001);
    assertThat(replay.acknowledged(data)).isEqualTo(1001);
    assertThat(replay.sackedBytes(data)).isEqualTo(1000);
    assertThat(replay.inFlightBytes(data)).isEqualTo(1000);
    assertThat(replay.duplicateAcks(data)).isOne();
    assertThat(replay.windowBytes(data)).isEqualTo(64128);
    assertThat(replay.windowEdge(data)).isEqualTo(1001 + 64128);
    assertThat(replay.isRecovering(data)).isFalse();
    goTo(replay, 8);
    assertThat(replay.isRecovering(data)).isTrue();
    goTo(replay, 9);
    assertThat(replay.isRecovering(data)).isFalse();
    assertThat(replay.inFlightBytes(data)).isZero();
    assertThat(replay.windowBytes(data)).isEqualTo(128000);
    assertThat(replay.minRoundTripNanos()).isEqualTo(Nanos.ofMicros(40_020));
    assertThat(replay.retransmissionTimeoutNanos()).isGreaterThan(Nanos.ofMillis(240));
    assertThat(replay.next()).isFalse();
  }

  private static void goTo(TcpReplay replay, int row) {
    while (replay.row() < row) {
      assertThat(replay.next()).isTrue();
    }
  }

  private static TcpConnection connection(String script) {
    return TrackedCapture.trace(script).connection();
  }

  private static TcpConnection.Handshake.Outcome outcome(String script) {
    return connection(script).handshake().outcome();
  }
}
