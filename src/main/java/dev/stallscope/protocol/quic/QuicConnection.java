package dev.stallscope.protocol.quic;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.DatagramName;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.protocol.DecryptionOutcome.Result;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.TransportListener;
import dev.stallscope.quic.ConnectionId;
import dev.stallscope.quic.LongHeader;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.tls.CipherSuites;
import dev.stallscope.tls.SecretSource;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection. Its Initial packets can be opened by everybody, the others where there are keys;
 * of those without it is known that they were sent, how long they are, and how their spin bit
 * stood.
 */
final class QuicConnection {
  /** Versions listed by a server that are kept; servers know some five. */
  private static final int MAX_VERSIONS = 32;

  private static final int VERSION_BYTES = 4;

  private final DecoderContext context;
  private final MessageSink sink;
  private final HandshakeProgress handshake;
  private final ConnectionPackets packets;
  private final ConnectionContent content;
  private final BySide<ConnectionSide> sides = BySide.of(ConnectionSide::new);
  private final PathTimes path = new PathTimes();
  private final TransportWaits waits = new TransportWaits();
  private final ProbeWaits probes = new ProbeWaits(waits, path);
  private final HoleWaits holes = new HoleWaits(waits, path);
  private final AddressValidation validation = new AddressValidation(waits);
  private final TransportListener listener;
  private final TransportReport report;
  private long startNanos = Long.MAX_VALUE;
  private long endNanos = Long.MIN_VALUE;
  private int firstPacket = -1;
  private int lastPacket = -1;

  /** Takes ids that an endpoint gave a connection. */
  interface NewIds {
    /**
     * An id was given.
     *
     * @param direction of the packets that will begin with it
     */
    void named(Direction direction, ConnectionId id, QuicConnection connection);
  }

  /**
   * @param keyId what the client's first packet was sent to, as far as it was seen
   * @param newIds takes other ids of the connection
   */
  QuicConnection(
      DecoderContext context,
      SecretSource secrets,
      PacketOpener opener,
      ConnectionId keyId,
      NewIds newIds) {
    this.context = context;
    sink = context.sink().connection();
    listener = sink.transport();
    report = new TransportReport(listener, path);
    handshake = new HandshakeProgress(sink);
    content = new ConnectionContent(context, sink, handshake);
    packets =
        new ConnectionPackets(
            new PacketKeys(secrets, handshake),
            opener,
            new ConnectionFrames(
                handshake,
                content,
                path,
                probes,
                new RepairWaits(waits, path),
                holes,
                new FlowCredit(waits, path),
                new StreamLimits(waits, path),
                report,
                (direction, id) -> newIds.named(direction, id, this)),
            keyId);
  }

  /** Whether the server wants another version: the client's next first packet belongs here. */
  boolean isAnotherVersionDue() {
    return handshake.isAnotherVersionDue();
  }

  /** The client begins again, with another version or after a Retry. */
  void startAgain(ConnectionId first) {
    handshake.startAgain();
    packets.startAgain(first);
  }

  /** A datagram of the connection, which its packets follow. */
  void datagram(Direction direction, int wireBytes, long epochNanos, int packet) {
    side(direction).datagram(wireBytes);
    listener.datagram(direction, wireBytes, epochNanos, packet);
    probes.datagram(direction, epochNanos);
    if (!handshake.isDone()) {
      validation.datagram(direction, wireBytes, epochNanos, packet);
    }
    firstPacket = firstPacket < 0 ? packet : firstPacket;
    lastPacket = Math.max(lastPacket, packet);
    startNanos = Math.min(startNanos, epochNanos);
    endNanos = Math.max(endNanos, epochNanos);
  }

  void longHeader(LongHeader header, SeenPacket packet, byte[] bytes, int end) {
    handshake.packet(packet, header.version());
    if (!handshake.isDone()) {
      validation.packet(packet, header.tokenBytes());
    }
    switch (header.type()) {
      case VERSION_NEGOTIATION -> versions(header, bytes, end);
      case RETRY -> retry(header);
      case INITIAL -> {
        if (!handshake.isDone() && header.end() <= end) {
          packets.initial(header, packet, bytes);
        }
      }
      case ZERO_RTT, HANDSHAKE -> {
        if (header.end() <= end) {
          packets.protectedLong(header, packet, bytes);
        }
      }
      case ONE_RTT, UNKNOWN -> {}
    }
  }

  /**
   * A packet with a short header, whose first byte shows the spin bit.
   *
   * @param idBytes length of the id that it begins with
   */
  void shortHeader(SeenPacket packet, byte[] bytes, int start, int idBytes, int end) {
    side(packet.direction()).shortHeader(bytes[start], packet.epochNanos());
    boolean wasDone = handshake.isDone();
    handshake.packet(packet, 0);
    if (!wasDone && handshake.isDone()) {
      packets.handshakeIsDone();
    }
    packets.protectedShort(packet, bytes, start, start + 1 + idBytes, end);
  }

  /** Where the packet ends that begins with no id among several that were joined. */
  int joinedEnd(SeenPacket packet, byte[] bytes, int start, int end) {
    return start
        + side(packet.direction())
            .joined()
            .segment(
                packet.packet(),
                end - start,
                length -> packets.opensShort(packet, bytes, start, start + 1, start + length));
  }

  private ConnectionSide side(Direction direction) {
    return sides.of(direction);
  }

  private void versions(LongHeader header, byte[] bytes, int end) {
    List<Integer> versions = new ArrayList<>();
    for (int at = header.numberAt();
        at + VERSION_BYTES <= end && versions.size() < MAX_VERSIONS;
        at += VERSION_BYTES) {
      versions.add(Bytes.i32(bytes, at));
    }
    handshake.versions(versions);
  }

  /** A Retry counts before any other answer only (RFC 9000 section 17.2.5.2). */
  private void retry(LongHeader header) {
    if (!handshake.isDone() && handshake.serverHello().isEmpty()) {
      handshake.retried();
      startAgain(header.source());
    }
  }

  /** Packets from elsewhere that begin with it belong to the connection. */
  void name(DatagramName name) {
    sink.name(name);
  }

  /** The capture is over. */
  void end() {
    handshake.end();
    packets.end(probes);
    content.streams().ifPresent(streams -> streams.end(endNanos, lastPacket));
    sink.decryption(outcome());
    SpinBit client = sides.client().spin();
    SpinBit server = sides.server().spin();
    sink.over(
        new DatagramConnection(
            AppProtocol.QUIC,
            QuicVersion.title(handshake.version()),
            context.client(),
            context.server(),
            startNanos,
            endNanos,
            firstPacket,
            lastPacket,
            traffic(Direction.CLIENT_TO_SERVER),
            traffic(Direction.SERVER_TO_CLIENT),
            path.roundTrip(client, server),
            List.of(),
            handshake.isAnswered() ? waits.all() : List.of(),
            report.samples()));
  }

  /** What is lost behind the capture point answers tell, and before it what is sent again. */
  private DatagramConnection.Traffic traffic(Direction sender) {
    int lost = packets.lost(sender);
    return side(sender).traffic(lost < 0 ? lost : lost + holes.lost(sender));
  }

  private DecryptionOutcome outcome() {
    Result result = packets.result(content);
    return switch (result) {
      case DECRYPTED, CONTENT_NOT_READ ->
          new DecryptionOutcome(result, -1, content.protocolTitle());
      case CIPHER_NOT_SUPPORTED ->
          new DecryptionOutcome(
              result,
              -1,
              handshake
                  .serverHello()
                  .map(hello -> CipherSuites.title(hello.cipher()))
                  .orElse("its cipher"));
      default -> new DecryptionOutcome(result, packets.firstFailure(), "");
    };
  }
}
