package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.quic.QuicDecoder;
import dev.stallscope.protocol.quic.QuicTalk;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.PacketBuilder;
import dev.stallscope.testkit.PcapBytes;
import dev.stallscope.testkit.TimedPacket;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the whole program finds in captures of QUIC without keys. */
class QuicScenariosTest {
  private static final long START = CaptureScript.START_NANOS;
  private static final String CLIENT = "192.0.2.10";
  private static final String SERVER = "198.51.100.7";
  private static final int HTTPS = 443;
  private static final int LINK_ETHERNET = 1;
  private static final byte[] HELLO = QuicTalk.crypto(0, QuicTalk.clientHello("example.org"));

  private final QuicTalk talk = new QuicTalk(QuicVersion.V1);
  private final List<TimedPacket> packets = new ArrayList<>();
  @TempDir private Path folder;

  private void quic(Conversation conversation) {
    quic(conversation, CLIENT, 40000);
  }

  private void quic(Conversation conversation, String client, int port) {
    for (Conversation.Turn turn : conversation.turns()) {
      boolean isFromClient = turn.direction() == Direction.CLIENT_TO_SERVER;
      PacketBuilder packet =
          isFromClient
              ? PacketBuilder.udp(client, port, SERVER, HTTPS)
              : PacketBuilder.udp(SERVER, HTTPS, client, port);
      packets.add(
          new TimedPacket(START + turn.epochNanos(), packet.payload(turn.bytes()).ethernet()));
    }
  }

  /** A TCP connection of 20 ms; refused where nobody listens. */
  private void tcp(long millis, boolean isRefused) {
    segment(millis, true, TcpFlags.SYN, 1, 0);
    segment(millis + 20, false, (isRefused ? TcpFlags.RST : TcpFlags.SYN) | TcpFlags.ACK, 1, 2);
    if (!isRefused) {
      segment(millis + 20, true, TcpFlags.ACK, 2, 2);
    }
  }

  private void segment(
      long millis, boolean isFromClient, int flags, long sequence, long acknowledgment) {
    add(
        millis,
        (isFromClient ? toServer(SERVER) : toClient(SERVER))
            .flags(flags)
            .sequence(sequence)
            .acknowledgment(acknowledgment));
  }

  /** A TCP connection of 20 ms to another address, over which the client asks for a name by TLS. */
  private void tlsElsewhere(long millis, String name) {
    String server = "198.51.100.8";
    add(millis, toServer(server).flags(TcpFlags.SYN).sequence(1));
    add(
        millis + 20,
        toClient(server).flags(TcpFlags.SYN | TcpFlags.ACK).sequence(1).acknowledgment(2));
    add(millis + 20, toServer(server).flags(TcpFlags.ACK).sequence(2).acknowledgment(2));
    byte[] hello = QuicTalk.clientHello(name);
    ByteBuffer record = ByteBuffer.allocate(5 + hello.length);
    record.put((byte) 22).putShort((short) 0x0301).putShort((short) hello.length).put(hello);
    add(
        millis + 21,
        toServer(server)
            .flags(TcpFlags.ACK | TcpFlags.PSH)
            .sequence(2)
            .acknowledgment(2)
            .payload(record.array()));
    add(
        millis + 41,
        toClient(server).flags(TcpFlags.ACK).sequence(2).acknowledgment(2 + record.capacity()));
  }

  private static PacketBuilder toServer(String server) {
    return PacketBuilder.tcp(CLIENT, 50000, server, HTTPS);
  }

  private static PacketBuilder toClient(String server) {
    return PacketBuilder.tcp(server, HTTPS, CLIENT, 50000);
  }

  private void add(long millis, PacketBuilder segment) {
    packets.add(new TimedPacket(START + Nanos.ofMillis(millis), segment.window(65535).ethernet()));
  }

  private Analysis analysis() throws IOException {
    packets.sort(Comparator.comparingLong(TimedPacket::epochNanos));
    Path file = folder.resolve("quic.pcap");
    Files.write(file, PcapBytes.of(packets, LINK_ETHERNET, 65535));
    Analysis analysis = Analyzer.analyze(List.of(file), AnalysisProgress.NONE);
    assertThat(TimePartition.violations(analysis)).isEmpty();
    return analysis;
  }

  private List<String> findings() throws IOException {
    Analysis analysis = analysis();
    List<String> all = new ArrayList<>(ScriptedFindings.lines(analysis, true));
    all.addAll(ScriptedFindings.lines(analysis, false));
    return all;
  }

  private Conversation clear() {
    return Conversation.with(new QuicDecoder(), HTTPS);
  }

  private Conversation unanswered() {
    return clear()
        .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
        .client(Nanos.ofMillis(300), talk.clientInitial(QuicTalk.FIRST_ID, 1, HELLO))
        .client(Nanos.ofMillis(900), talk.clientInitial(QuicTalk.FIRST_ID, 2, HELLO));
  }

  @Test
  void aHandshakeIsAnExchangeOfAConnection() throws IOException {
    quic(talk.handshake());
    Analysis analysis = analysis();
    assertThat(analysis.findings()).isEmpty();
    assertThat(analysis.measurements().datagramConnections()).hasSize(1);
    Exchange handshake = analysis.measurements().exchanges().getFirst();
    assertThat(handshake.connection()).isZero();
    assertThat(handshake.label()).isEqualTo("QUIC handshake with example.org");
    assertThat(handshake.phases().durationNanos(Phase.CONNECT)).isEqualTo(Nanos.ofMillis(20));
    assertThat(handshake.phases().durationNanos(Phase.TLS)).isEqualTo(Nanos.ofMillis(20));
  }

  @Test
  void followsAConnectionToAnotherAddress() throws IOException {
    quic(talk.handshake());
    quic(
        clear()
            .client(Nanos.ofMillis(500), talk.clientShort(false, 1, new byte[100]))
            .server(Nanos.ofMillis(520), talk.serverShort(false, 1, new byte[200])),
        "192.0.2.99",
        41000);
    List<DatagramConnection> connections = analysis().measurements().datagramConnections();
    assertThat(connections).hasSize(1);
    DatagramConnection connection = connections.getFirst();
    Endpoint moved = new Endpoint(IpAddress.parse("192.0.2.99"), 41000);
    assertThat(connection.moves())
        .containsExactly(
            new DatagramConnection.Move(
                moved, connection.server(), START + Nanos.ofMillis(500), 4));
    assertThat(connection.fromClient().packets()).isEqualTo(3);
    assertThat(connection.fromServer().packets()).isEqualTo(3);
    assertThat(connection.endNanos()).isEqualTo(START + Nanos.ofMillis(520));
  }

  @Test
  void followsNoConnectionEverywhere() throws IOException {
    quic(talk.handshake());
    for (int i = 0; i < 100; i++) {
      quic(
          clear().client(Nanos.ofMillis(500 + i), talk.clientShort(false, 1, new byte[100])),
          CLIENT,
          41000 + i);
    }
    assertThat(analysis().measurements().datagramConnections().getFirst().moves()).hasSize(64);
  }

  @Test
  void doesNotTakeOtherDatagramsForTheConnections() throws IOException {
    quic(talk.handshake());
    quic(clear().client(Nanos.ofMillis(500), new byte[100]), CLIENT, 41000);
    assertThat(analysis().measurements().datagramConnections().getFirst().moves()).isEmpty();
  }

  @Test
  void tellsHowLongTheClientWaitedForAnswersOverUdp() throws IOException {
    quic(unanswered());
    tcp(1000, false);
    assertThat(findings()).containsExactly("critical quic-fallback 1 s by network in 1 3");
  }

  @Test
  void losesNothingWhereBothAreTriedAtOnce() throws IOException {
    quic(unanswered());
    tcp(0, false);
    assertThat(findings()).containsExactly("info quic-fallback 0 ns by network in 1 6");
  }

  @Test
  void doesNotBlameUdpWhereTheServerIsDown() throws IOException {
    quic(unanswered());
    tcp(1000, true);
    assertThat(findings()).noneMatch(line -> line.contains("quic"));
  }

  private Conversation givenUp() {
    return unanswered()
        .client(
            Nanos.ofMillis(3000), talk.clientInitial(QuicTalk.FIRST_ID, 3, QuicTalk.close(0xa)));
  }

  @Test
  void tellsOfAServerThatNeverAnsweredWhereNothingElseWasTried() throws IOException {
    tlsElsewhere(0, "example.net");
    quic(givenUp());
    assertThat(findings()).containsExactly("critical quic-fallback 3 s by network in 2 9");
  }

  @Test
  void aNameThatIsReachedOverTcpAtAnotherAddressIsWaitedForUntilThen() throws IOException {
    quic(givenUp());
    tlsElsewhere(500, "example.org");
    assertThat(findings()).containsExactly("major quic-fallback 500 ms by network in 1 9");
  }

  @Test
  void attemptsAtTheSameTimeAreWaitedForOnce() throws IOException {
    tlsElsewhere(0, "example.net");
    quic(givenUp());
    quic(givenUp(), CLIENT, 40001);
    assertThat(findings()).containsExactly("critical quic-fallback 3 s by network in 2 12 3 13");
  }

  @Test
  void provesNoWaitWhereNothingOverTcpWasCaptured() throws IOException {
    quic(givenUp());
    quic(givenUp(), "192.0.2.11", 40000);
    assertThat(findings()).containsExactly("info quic-fallback 0 ns by network in 1 7 2 8");
  }

  @Test
  void provesNothingBySilenceOfLessThanASecond() throws IOException {
    quic(unanswered());
    assertThat(findings()).isEmpty();
  }

  @Test
  void tellsOfAHandshakeThatTheServerRefused() throws IOException {
    quic(
        clear()
            .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
            .server(Nanos.ofMillis(20), talk.serverInitial(0, QuicTalk.close(0x128))));
    assertThat(findings())
        .containsExactly("major tls-handshake-failure 20 ms by server-operations in 2");
  }

  @Test
  void takesNoHandshakeForRefusedThatASideHadEnoughOf() throws IOException {
    quic(
        clear()
            .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
            .server(
                Nanos.ofMillis(20),
                talk.serverInitial(0, QuicTalk.ack(0), QuicTalk.crypto(0, QuicTalk.serverHello())))
            .client(
                Nanos.ofMillis(30), talk.clientInitial(QuicTalk.SERVER_ID, 1, QuicTalk.close(0))));
    assertThat(findings()).isEmpty();
  }

  @Test
  void doesNotBlameUdpWhereItIsAnswered() throws IOException {
    quic(talk.handshake());
    tcp(1000, false);
    assertThat(findings()).isEmpty();
  }

  @Test
  void doesNotBlameUdpWhereTcpComesMuchLater() throws IOException {
    quic(unanswered());
    tcp(15_001, false);
    assertThat(findings()).isEmpty();
  }

  @Test
  void tellsOfAHelloThatATimerSentAgain() throws IOException {
    quic(
        clear()
            .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
            .client(Nanos.ofMillis(1000), talk.clientInitial(QuicTalk.FIRST_ID, 1, HELLO))
            .server(
                Nanos.ofMillis(1020),
                talk.serverInitial(
                    0, QuicTalk.ackOnly(1), QuicTalk.crypto(0, QuicTalk.serverHello())))
            .client(
                Nanos.ofMillis(1040), talk.clientInitial(QuicTalk.SERVER_ID, 2, QuicTalk.ack(0)))
            .client(Nanos.ofMillis(1040), talk.clientHandshake(0, new byte[60]))
            .client(Nanos.ofMillis(1041), talk.clientShort(false, 0, new byte[40])));
    assertThat(findings()).containsExactly("critical quic-probe-timeout 960 ms by network in 1 2");
  }

  @Test
  void tellsOfAServerThatMayNotSendMore() throws IOException {
    quic(
        clear()
            .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
            .server(
                Nanos.ofMillis(20),
                QuicTalk.join(
                    talk.serverInitial(
                        0, QuicTalk.ack(0), QuicTalk.crypto(0, QuicTalk.serverHello())),
                    talk.serverHandshake(0, new byte[900])))
            .server(Nanos.ofMillis(20), talk.serverHandshake(1, new byte[1100]))
            .server(Nanos.ofMillis(20), talk.serverHandshake(2, new byte[1100]))
            .client(Nanos.ofMillis(40), talk.clientHandshake(0, QuicTalk.ack(2)))
            .server(Nanos.ofMillis(60), talk.serverHandshake(3, new byte[700]))
            .client(Nanos.ofMillis(80), talk.clientHandshake(1, new byte[60]))
            .client(Nanos.ofMillis(80), talk.clientShort(false, 0, new byte[40])));
    assertThat(findings())
        .containsExactly("major quic-amplification-limit 40 ms by server-operations in 4 6");
  }
}
