package dev.stallscope.protocol.quic;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.quic.ConnectionId;
import dev.stallscope.quic.FrameListener;
import dev.stallscope.quic.FrameReader;
import dev.stallscope.quic.LongHeader;
import dev.stallscope.quic.PacketProtection;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.ServerHello;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Its Initial packets can be opened by everybody; of the others it is known that
 * they were sent, how long they are, and how their spin bit stood.
 */
final class QuicConnection {
  /** Versions listed by a server that are kept; servers know some five. */
  private static final int MAX_VERSIONS = 32;

  private static final int VERSION_BYTES = 4;

  private final DecoderContext context;
  private final MessageSink sink;
  private final PacketOpener opener;
  private final HandshakeProgress handshake;
  private final InitialFrames frames = new InitialFrames();
  private final BySide<ConnectionSide> sides = BySide.of(ConnectionSide::new);
  private final PathTimes path = new PathTimes();
  private BySide<PacketSpace> initial = BySide.of(PacketSpace::new);
  private ConnectionId keyId;
  private @Nullable InitialKeys keys;
  private long startNanos = Long.MAX_VALUE;
  private long endNanos = Long.MIN_VALUE;
  private int firstPacket = -1;
  private int lastPacket = -1;

  /**
   * @param keyId what the client's first packet was sent to, as far as it was seen
   */
  QuicConnection(DecoderContext context, PacketOpener opener, ConnectionId keyId) {
    this.context = context;
    this.opener = opener;
    this.keyId = keyId;
    sink = context.sink().connection();
    handshake = new HandshakeProgress(sink);
  }

  /** Whether the server wants another version: the client's next first packet belongs here. */
  boolean isAnotherVersionDue() {
    return handshake.isAnotherVersionDue();
  }

  /** The client begins again, with another version. */
  void startAgain(ConnectionId first) {
    keyId = first;
    keys = null;
    initial = BySide.of(PacketSpace::new);
  }

  /** A datagram of the connection, which its packets follow. */
  void datagram(Direction direction, int wireBytes, long epochNanos, int packet) {
    side(direction).datagram(wireBytes);
    firstPacket = firstPacket < 0 ? packet : firstPacket;
    lastPacket = packet;
    startNanos = Math.min(startNanos, epochNanos);
    endNanos = Math.max(endNanos, epochNanos);
  }

  void longHeader(LongHeader header, SeenPacket packet, byte[] bytes, int end) {
    handshake.packet(packet, header.version());
    switch (header.type()) {
      case VERSION_NEGOTIATION -> versions(header, bytes, end);
      case RETRY -> retry(header);
      case INITIAL -> {
        if (!handshake.isDone() && header.end() <= end) {
          initial(header, packet, bytes);
        }
      }
      case ZERO_RTT, HANDSHAKE, ONE_RTT, UNKNOWN -> {}
    }
  }

  /** A packet with a short header, whose first byte shows the spin bit. */
  void shortHeader(SeenPacket packet, byte firstByte) {
    side(packet.direction()).shortHeader(firstByte, packet.epochNanos());
    boolean wasDone = handshake.isDone();
    handshake.packet(packet, 0);
    if (!wasDone && handshake.isDone()) {
      keys = null;
      initial = BySide.of(PacketSpace::new);
    }
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

  private void initial(LongHeader header, SeenPacket packet, byte[] bytes) {
    if (keys == null || keys.version() != header.version()) {
      keys = InitialKeys.of(header.version(), keyId).orElse(null);
    }
    if (keys == null) {
      return;
    }
    PacketSpace space = initial.of(packet.direction());
    PacketProtection protection = keys.of(packet.direction());
    if (opener.unmask(
        protection, space.numbers(), bytes, header.start(), header.numberAt(), header.end())) {
      int length = opener.open(protection, bytes, header.start(), header.end());
      if (length >= 0) {
        space.numbers().opened(opener.number());
        space.sent().sent(opener.number(), packet.epochNanos());
        frames.read(packet, opener.contents(), length);
      }
    }
  }

  /** The capture is over. */
  void end() {
    handshake.end();
    SpinBit client = side(Direction.CLIENT_TO_SERVER).spin();
    SpinBit server = side(Direction.SERVER_TO_CLIENT).spin();
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
            side(Direction.CLIENT_TO_SERVER).traffic(),
            side(Direction.SERVER_TO_CLIENT).traffic(),
            path.roundTrip(client, server),
            List.of(),
            List.of()));
  }

  /** What Initial packets say. */
  private final class InitialFrames implements FrameListener {
    private @Nullable SeenPacket packet;

    void read(SeenPacket opened, byte[] contents, int length) {
      packet = opened;
      FrameReader.read(contents, length, this);
    }

    private SeenPacket packet() {
      if (packet == null) {
        throw new IllegalStateException("frames stand in packets");
      }
      return packet;
    }

    @Override
    public void ack(long largest, long delay) {
      Direction acknowledged = packet().direction().reverse();
      long sentNanos = initial.of(acknowledged).sent().acknowledged(largest);
      if (sentNanos >= 0) {
        path.sample(acknowledged, packet().epochNanos() - sentNanos);
      }
    }

    @Override
    public void crypto(long offset, byte[] bytes, int at, int length) {
      boolean isFromClient = packet().isFromClient();
      initial
          .of(packet().direction())
          .crypto()
          .add(
              offset,
              bytes,
              at,
              length,
              (type, message, start, size) -> message(isFromClient, type, message, start, size));
    }

    private void message(boolean isFromClient, int type, byte[] bytes, int offset, int length) {
      if (isFromClient && type == HandshakeType.CLIENT_HELLO) {
        ClientHello.parse(bytes, offset, length).ifPresent(handshake::clientHello);
      } else if (!isFromClient && type == HandshakeType.SERVER_HELLO) {
        ServerHello.parse(bytes, offset, length).ifPresent(handshake::serverHello);
      }
    }

    @Override
    public void close(boolean isByApplication, long errorCode) {
      handshake.closed(packet(), errorCode);
    }
  }
}
