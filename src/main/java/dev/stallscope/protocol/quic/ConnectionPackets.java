package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecryptionOutcome.Result;
import dev.stallscope.quic.ConnectionId;
import dev.stallscope.quic.LongHeader;
import dev.stallscope.quic.PacketNumbers;
import dev.stallscope.quic.PacketProtection;
import dev.stallscope.quic.PacketType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the packets of one connection as far as there are keys, and has their frames read. */
final class ConnectionPackets {
  private final PacketKeys keys;
  private final PacketOpener opener;
  private final ConnectionFrames frames;
  private final Map<Level, BySide<PacketSpace>> spaces = new EnumMap<>(Level.class);
  private ConnectionId keyId;
  private @Nullable InitialKeys initialKeys;
  private int opened;
  private int failed;
  private int firstFailure = -1;
  private int protectedPackets;

  ConnectionPackets(
      PacketKeys keys, PacketOpener opener, ConnectionFrames frames, ConnectionId keyId) {
    this.keys = keys;
    this.opener = opener;
    this.frames = frames;
    this.keyId = keyId;
  }

  private BySide<PacketSpace> level(PacketType type) {
    return spaces.computeIfAbsent(Level.of(type), _ -> BySide.of(PacketSpace::new));
  }

  /** The client's first packets are protected with another id from now on. */
  void startAgain(ConnectionId first) {
    keyId = first;
    initialKeys = null;
    spaces.remove(Level.INITIAL);
  }

  /** Nothing of the handshake is wanted any more. */
  void handshakeIsDone() {
    initialKeys = null;
    spaces.remove(Level.INITIAL);
  }

  void initial(LongHeader header, SeenPacket packet, byte[] bytes) {
    if (initialKeys == null || initialKeys.version() != header.version()) {
      initialKeys = InitialKeys.of(header.version(), keyId).orElse(null);
    }
    if (initialKeys != null) {
      int length = open(initialKeys.of(packet.direction()), header, packet, bytes);
      if (length >= 0) {
        read(packet, length);
      }
    }
  }

  private int open(
      PacketProtection protection, LongHeader header, SeenPacket packet, byte[] bytes) {
    PacketNumbers numbers = level(header.type()).of(packet.direction()).numbers();
    return opener.unmask(
            protection, numbers, bytes, header.start(), header.numberAt(), header.end())
        ? opener.open(protection, bytes, header.start(), header.end())
        : PacketProtection.NOT_AUTHENTIC;
  }

  private void read(SeenPacket packet, int length) {
    BySide<PacketSpace> level = level(packet.type());
    level.of(packet.direction()).numbers().opened(opener.number());
    frames.read(packet, level, opener.number(), opener.contents(), length);
  }

  /** A Handshake or 0-RTT packet. */
  void protectedLong(LongHeader header, SeenPacket packet, byte[] bytes) {
    protectedPackets++;
    List<PacketProtection> candidates =
        header.type() == PacketType.ZERO_RTT
            ? keys.early()
            : keys.handshake(packet.direction()).map(List::of).orElse(List.of());
    int length = PacketProtection.NOT_AUTHENTIC;
    for (int i = 0; i < candidates.size() && length < 0; i++) {
      length = open(candidates.get(i), header, packet, bytes);
    }
    if (!candidates.isEmpty()) {
      take(packet, length);
    }
  }

  /** A packet with a short header. */
  void protectedShort(SeenPacket packet, byte[] bytes, int start, int numberAt, int end) {
    protectedPackets++;
    Optional<TrafficKeys> traffic = keys.traffic(packet.direction());
    if (traffic.isPresent()) {
      PacketNumbers numbers = level(packet.type()).of(packet.direction()).numbers();
      take(packet, traffic.get().open(opener, numbers, bytes, start, numberAt, end));
    }
  }

  /** Whether a packet with a short header ends there, as its tag tells. */
  boolean opensShort(SeenPacket packet, byte[] bytes, int start, int numberAt, int end) {
    PacketNumbers numbers = level(packet.type()).of(packet.direction()).numbers();
    return keys.traffic(packet.direction())
        .filter(traffic -> traffic.open(opener, numbers, bytes, start, numberAt, end) >= 0)
        .isPresent();
  }

  private void take(SeenPacket packet, int length) {
    if (length >= 0) {
      opened++;
      read(packet, length);
    } else {
      failed++;
      firstFailure = firstFailure < 0 ? packet.packet() : firstFailure;
    }
  }

  /** Packets of a side that were lost behind the capture point, -1 where answers were not read. */
  int lost(Direction direction) {
    BySide<PacketSpace> answered = spaces.get(Level.APPLICATION);
    return answered == null || opened == 0 ? -1 : answered.of(direction).sent().lost();
  }

  /** No more packets follow. */
  void end(ProbeWaits probes) {
    for (BySide<PacketSpace> level : spaces.values()) {
      probes.over(level.client());
    }
  }

  /** Index of the first packet that there were keys for and that could not be opened, or -1. */
  int firstFailure() {
    return firstFailure;
  }

  /** How far the connection could be read. */
  Result result(ConnectionContent content) {
    if (protectedPackets == 0) {
      return Result.NOTHING_ENCRYPTED;
    }
    if (opened == 0) {
      return failed > 0 ? Result.NOT_AUTHENTIC : keys.reason();
    }
    if (content.isNotRead()) {
      return Result.CONTENT_NOT_READ;
    }
    boolean hasGap = content.streams().map(streams -> streams.firstGap() >= 0).orElse(false);
    return failed > 0 && hasGap ? Result.GAP : Result.DECRYPTED;
  }
}
