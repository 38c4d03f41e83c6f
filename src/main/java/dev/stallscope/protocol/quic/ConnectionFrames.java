package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.quic.ConnectionId;
import dev.stallscope.quic.FrameListener;
import dev.stallscope.quic.FrameReader;
import dev.stallscope.quic.PacketType;
import dev.stallscope.quic.TransportParameters;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.EncryptedExtensions;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.ServerHello;
import dev.stallscope.tls.TransportExtension;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the opened packets of a connection say. */
final class ConnectionFrames implements FrameListener {
  private final HandshakeProgress handshake;
  private final ConnectionContent content;
  private final PathTimes path;
  private final ProbeWaits probes;
  private final RepairWaits repairs;
  private final HoleWaits holes;
  private final FlowCredit credit;
  private final StreamLimits limits;
  private final TransportReport report;
  private final BiConsumer<Direction, ConnectionId> newId;
  private @Nullable SeenPacket packet;
  private @Nullable BySide<PacketSpace> spaces;
  private long packetNumber;

  /** What each side says of itself. */
  private BySide<TransportParameters> told = BySide.of(() -> TransportParameters.UNKNOWN);

  /**
   * @param newId takes ids by the direction of the packets that will begin with them
   */
  ConnectionFrames(
      HandshakeProgress handshake,
      ConnectionContent content,
      PathTimes path,
      ProbeWaits probes,
      RepairWaits repairs,
      HoleWaits holes,
      FlowCredit credit,
      StreamLimits limits,
      TransportReport report,
      BiConsumer<Direction, ConnectionId> newId) {
    this.handshake = handshake;
    this.content = content;
    this.path = path;
    this.probes = probes;
    this.repairs = repairs;
    this.holes = holes;
    this.credit = credit;
    this.limits = limits;
    this.report = report;
    this.newId = newId;
  }

  /**
   * Reads the frames of a packet.
   *
   * @param level of the packet, both directions
   */
  void read(
      SeenPacket opened, BySide<PacketSpace> level, long number, byte[] contents, int length) {
    packet = opened;
    spaces = level;
    packetNumber = number;
    probes.begin();
    repairs.begin();
    report.begin(opened);
    if (opened.type() == PacketType.ONE_RTT) {
      holes.begin(opened.direction(), number);
    }
    FrameReader.Outcome outcome = FrameReader.read(contents, length, this);
    PacketSpace answered = level.of(opened.direction().reverse());
    probes.acknowledged(answered);
    answered.sent().findLost(report.lost(opened.direction().reverse()));
    if (outcome == FrameReader.Outcome.ACK_ELICITING) {
      PacketSpace own = level.of(opened.direction());
      probes.end(opened, own, number);
      own.sent().sent(number, opened.epochNanos(), report.carried());
    }
    report.end(opened, number, outcome == FrameReader.Outcome.ACK_ELICITING);
    if (opened.type() == PacketType.ONE_RTT) {
      boolean isTold = repairs.end(opened, number, outcome == FrameReader.Outcome.ACK_ELICITING);
      holes.end(opened, isTold);
    }
  }

  private SeenPacket packet() {
    if (packet == null) {
      throw new IllegalStateException("frames stand in packets");
    }
    return packet;
  }

  private PacketSpace space(Direction direction) {
    if (spaces == null) {
      throw new IllegalStateException("frames stand in packets");
    }
    return spaces.of(direction);
  }

  @Override
  public void ping() {
    probes.ping();
  }

  @Override
  public void ack(long largest, long delay) {
    Direction acknowledged = packet().direction().reverse();
    SentPackets sent = space(acknowledged).sent();
    long sentNanos = sent.acknowledged(largest);
    if (sentNanos >= 0) {
      path.sample(acknowledged, packet().epochNanos() - sentNanos);
      report.answered(
          packet(), sent, largest, told.of(packet().direction()).acknowledgmentNanos(delay));
    }
  }

  @Override
  public void ackRange(long smallest, long largest) {
    space(packet().direction().reverse()).sent().acknowledgedRange(smallest, largest);
    report.acknowledged(packet(), smallest, largest);
  }

  @Override
  public void crypto(long offset, byte[] bytes, int at, int length) {
    CryptoStream messages = space(packet().direction()).crypto();
    probes.crypto(messages.isKnown(offset, length));
    if (handshake.isDone()) {
      return;
    }
    boolean isFromClient = packet().isFromClient();
    messages.add(
        offset,
        bytes,
        at,
        length,
        (type, message, start, size) -> message(isFromClient, type, message, start, size));
  }

  private void message(boolean isFromClient, int type, byte[] bytes, int offset, int length) {
    handshake.message(packet(), HandshakeType.title(type));
    if (isFromClient && type == HandshakeType.CLIENT_HELLO) {
      ClientHello.parse(bytes, offset, length).ifPresent(handshake::clientHello);
      TransportExtension.inClientHello(bytes, offset, length, this::parameters);
    } else if (!isFromClient && type == HandshakeType.SERVER_HELLO) {
      ServerHello.parse(bytes, offset, length).ifPresent(handshake::serverHello);
    } else if (!isFromClient && type == HandshakeType.ENCRYPTED_EXTENSIONS) {
      handshake.extensions(EncryptedExtensions.parse(bytes, offset, length));
      TransportExtension.inEncryptedExtensions(bytes, offset, length, this::parameters);
    }
  }

  private void parameters(byte[] bytes, int offset, int length) {
    TransportParameters parameters = TransportParameters.parse(bytes, offset, length);
    told = told.with(packet().direction(), parameters);
    handshake.parameters(packet().direction(), parameters);
    credit.allowed(packet().direction().reverse(), parameters);
    limits.allowed(packet(), /* isBothWays= */ true, parameters.maxStreams());
    report.allowed(packet(), parameters.maxDataBytes());
  }

  @Override
  public void stream(long stream, long offset, byte[] bytes, int at, int length, boolean isFinal) {
    ConnectionStreams streams = content.streams().orElse(null);
    if (streams != null) {
      StreamPlace place = streams.place(packet().direction(), stream, offset, length);
      boolean wasSent = place == StreamPlace.KNOWN;
      probes.stream(stream, wasSent);
      repairs.stream(stream, place);
      report.stream(packet(), wasSent, length);
      if (place == StreamPlace.FIRST || place == StreamPlace.BEYOND) {
        limits.opened(packet(), stream);
      }
      if (!wasSent) {
        credit.sent(packet(), stream, offset + length, isFinal, streams::waited);
      }
      streams.bytes(packet(), stream, offset, bytes, at, length, isFinal);
      holes.stream(
          packet(), packetNumber, stream, place, streams.progress(packet().direction(), stream));
      if (isFinal) {
        credit.over(stream, packet().direction());
      }
    }
  }

  @Override
  public void maxData(long bytes) {
    credit.granted(packet(), FlowCredit.CONNECTION, bytes);
    report.allowed(packet(), bytes);
  }

  @Override
  public void maxStreamData(long stream, long bytes) {
    credit.granted(packet(), stream, bytes);
  }

  @Override
  public void maxStreams(boolean isBidirectional, long streams) {
    limits.allowed(packet(), isBidirectional, streams);
  }

  @Override
  public void streamsBlocked(boolean isBidirectional, long limit) {
    limits.blocked(packet(), isBidirectional, limit);
  }

  @Override
  public void dataBlocked(long limit) {
    credit.blocked(packet(), FlowCredit.CONNECTION, limit);
  }

  @Override
  public void streamDataBlocked(long stream, long limit) {
    credit.blocked(packet(), stream, limit);
  }

  @Override
  public void resetStream(long stream, long errorCode, long finalSize) {
    content.streams().ifPresent(streams -> streams.reset(packet(), stream, errorCode));
  }

  @Override
  public void stopSending(long stream, long errorCode) {
    content.streams().ifPresent(streams -> streams.stop(packet(), stream, errorCode));
  }

  @Override
  public void newConnectionId(ConnectionId id) {
    newId.accept(packet().direction().reverse(), id);
  }

  @Override
  public void close(boolean isByApplication, long errorCode) {
    handshake.closed(packet(), isByApplication, errorCode);
  }
}
