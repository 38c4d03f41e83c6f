package dev.stallscope.testkit;

import dev.stallscope.packet.TcpFlags;
import java.util.Arrays;

/** One connection of a scenario: turns what a line says into segments of its two ends. */
final class ScriptConnection {
  /** Time a host takes to answer a packet by itself. */
  private static final long HOST_NANOS = 20_000;

  private static final int TIMESTAMPS_BYTES = 12;
  private static final int QUOTED_BYTES = 28;

  /** Where finished packets go. */
  interface Output {
    void packet(long nanos, boolean isFromClient, byte[] ip);
  }

  final ScriptSide client;
  final ScriptSide server;
  private final Output output;

  ScriptConnection(ScriptSide client, ScriptSide server, Output output) {
    this.client = client;
    this.server = server;
    this.output = output;
  }

  ScriptSide peer(ScriptSide side) {
    return side == client ? server : client;
  }

  /** SYN, SYN-ACK and ACK; each at the moment the capture point sees it. */
  void handshake(long nanos, long roundTripNanos, CapturePoint point) {
    control(nanos, client, TcpFlags.SYN, new ScriptSegment());
    long answer =
        switch (point) {
          case CLIENT -> roundTripNanos;
          case SERVER -> HOST_NANOS;
          case MIDDLE -> roundTripNanos / 2;
        };
    control(nanos + answer, server, TcpFlags.SYN | TcpFlags.ACK, new ScriptSegment());
    long last = point == CapturePoint.CLIENT ? roundTripNanos + HOST_NANOS : roundTripNanos;
    control(nanos + last, client, TcpFlags.ACK, new ScriptSegment());
  }

  /** A segment without payload. */
  void control(long nanos, ScriptSide sender, int flags, ScriptSegment segment) {
    segment.flags |= flags;
    long position =
        (flags & TcpFlags.FIN) != 0 && sender.isFinSent
            ? sender.finPosition
            : sender.next + (sender.isFinSent ? 1 : 0);
    send(nanos, sender, position, position, segment);
  }

  /** The sequence number before the next byte, with as many bytes of garbage. */
  void keepAlive(long nanos, ScriptSide sender, int bytes, ScriptSegment segment) {
    segment.flags |= TcpFlags.ACK;
    long position = sender.next - 1;
    emit(nanos, sender, position, new byte[bytes], segment, segment.flags);
  }

  /** The bytes {@code from..to} of the sender's stream, as the segment's options say. */
  void data(long nanos, ScriptSide sender, long from, long to, ScriptSegment segment) {
    segment.flags |= TcpFlags.ACK;
    if (segment.everyNanos < 0) {
      segment.flags |= TcpFlags.PSH;
      send(nanos, sender, from, to, segment);
    } else {
      segments(nanos, sender, from, to, to, segment);
    }
  }

  /** The same in growing flights, as slow start sends them, acknowledged every second segment. */
  void transfer(
      long nanos,
      ScriptSide sender,
      long from,
      long to,
      ScriptSegment segment,
      CapturePoint point) {
    segment.flags |= TcpFlags.ACK;
    segment.everyNanos = Math.max(0, segment.everyNanos);
    boolean isAtSender = point == (sender == client ? CapturePoint.CLIENT : CapturePoint.SERVER);
    long acknowledgeAfter =
        point == CapturePoint.MIDDLE
            ? segment.roundTripNanos / 2
            : isAtSender ? segment.roundTripNanos : HOST_NANOS;
    long flightNanos = nanos;
    int flight = segment.flight;
    for (long at = from; at < to; ) {
      long end = Math.min(to, at + (long) flight * segmentBytes(sender));
      segments(flightNanos, sender, at, end, to, segment);
      acknowledge(flightNanos + acknowledgeAfter, sender, at, end, segment.everyNanos);
      at = end;
      flightNanos += segment.roundTripNanos;
      flight = Math.min(flight * 2, segment.maxFlight);
    }
  }

  private void segments(
      long nanos, ScriptSide sender, long from, long to, long pushAt, ScriptSegment segment) {
    int flags = segment.flags;
    int size = segmentBytes(sender);
    long sendNanos = nanos;
    for (long at = from; at < to; at += size) {
      long end = Math.min(to, at + size);
      segment.flags = end == pushAt ? flags | TcpFlags.PSH : flags & ~TcpFlags.FIN;
      send(sendNanos, sender, at, end, segment);
      sendNanos += segment.everyNanos;
    }
    segment.flags = flags;
  }

  private void acknowledge(long nanos, ScriptSide sender, long from, long to, long everyNanos) {
    int size = segmentBytes(sender);
    int count = 0;
    for (long at = from; at < to; at += size) {
      long end = Math.min(to, at + size);
      if (++count % 2 == 0 || end == to) {
        ScriptSegment acknowledgment = new ScriptSegment();
        acknowledgment.acknowledgment = end;
        control(nanos + (count - 1) * everyNanos, peer(sender), TcpFlags.ACK, acknowledgment);
      }
    }
  }

  private int segmentBytes(ScriptSide sender) {
    int mss = Math.min(client.mss, server.mss);
    return usesTimestamps() && sender.timestamps ? mss - TIMESTAMPS_BYTES : mss;
  }

  private boolean usesTimestamps() {
    return client.timestamps && server.timestamps;
  }

  private void send(long nanos, ScriptSide sender, long from, long to, ScriptSegment segment) {
    emit(nanos, sender, from, sender.bytes(from, to), segment, segment.flags);
    sender.next = Math.max(sender.next, to);
    if (!segment.isLost && to > from) {
      sender.arrive(from, to);
    }
    if ((segment.flags & TcpFlags.FIN) != 0) {
      sender.isFinSent = true;
      sender.finPosition = to;
      sender.isFinArrived |= !segment.isLost;
    }
  }

  private void emit(
      long nanos,
      ScriptSide sender,
      long position,
      byte[] payload,
      ScriptSegment segment,
      int flags) {
    boolean isSyn = (flags & TcpFlags.SYN) != 0;
    ScriptSide receiver = peer(sender);
    PacketBuilder packet =
        PacketBuilder.tcp(sender.address, sender.port, receiver.address, receiver.port)
            .sequence(sender.initialSequence + (isSyn ? 0 : 1 + position))
            .flags(segment.isAckSuppressed ? flags & ~TcpFlags.ACK : flags)
            .window(windowField(sender, isSyn))
            .ttl(segment.ttl >= 0 ? segment.ttl : sender.ttl)
            .id(segment.id >= 0 ? segment.id : sender.id++)
            .payload(payload);
    if ((flags & TcpFlags.ACK) != 0 && !segment.isAckSuppressed) {
      long acknowledged =
          segment.acknowledgment >= 0 ? segment.acknowledgment : receiver.acknowledgeable();
      packet = packet.acknowledgment(receiver.initialSequence + 1 + acknowledged);
    }
    packet = withOptions(nanos, packet, sender, segment, isSyn);
    byte[] ip = packet.ip();
    sender.lastIp = ip;
    if (!segment.isUnseen) {
      output.packet(nanos, sender == client, ip);
      if (segment.twiceAfterNanos >= 0) {
        output.packet(nanos + segment.twiceAfterNanos, sender == client, ip);
      }
    }
  }

  private int windowField(ScriptSide sender, boolean isSyn) {
    boolean isScaled = !isSyn && client.offersWindowScale() && server.offersWindowScale();
    return Math.min(
        65_535, isScaled ? sender.windowBytes >> sender.windowScale : sender.windowBytes);
  }

  private PacketBuilder withOptions(
      long nanos, PacketBuilder bare, ScriptSide sender, ScriptSegment segment, boolean isSyn) {
    PacketBuilder packet = bare;
    ScriptSide receiver = peer(sender);
    if (isSyn) {
      packet = packet.mss(sender.mss);
      packet = sender.sack ? packet.sackPermitted() : packet;
      packet = sender.offersWindowScale() ? packet.windowScale(sender.windowScale) : packet;
    }
    if (segment.hasTimestamps) {
      packet = packet.timestamps(segment.timestampValue, segment.timestampEcho);
    } else if (isSyn ? sender.timestamps : usesTimestamps()) {
      long value = sender.timestampBase + nanos / 1_000_000;
      sender.lastTimestamp = segment.isLost ? sender.lastTimestamp : value;
      packet = packet.timestamps(value, receiver.lastTimestamp);
    }
    if (segment.sack.length > 0) {
      packet =
          packet.sack(
              Arrays.stream(segment.sack).map(p -> receiver.initialSequence + 1 + p).toArray());
    }
    packet = segment.isFastOpen ? packet.option(34) : packet;
    return segment.multipathSubtype >= 0
        ? packet.option(30, segment.multipathSubtype << 4, 0)
        : packet;
  }

  void datagram(long nanos, ScriptSide sender, byte[] payload, boolean isUnseen) {
    ScriptSide receiver = peer(sender);
    byte[] ip =
        PacketBuilder.udp(sender.address, sender.port, receiver.address, receiver.port)
            .payload(payload)
            .ttl(sender.ttl)
            .id(sender.id++)
            .ip();
    sender.lastIp = ip;
    if (!isUnseen) {
      output.packet(nanos, sender == client, ip);
    }
  }

  /** An ICMP error to {@code receiver} that quotes its last packet. */
  void icmpError(long nanos, String from, ScriptSide receiver, int type, int code) {
    byte[] quoted =
        Arrays.copyOf(
            receiver.lastIp,
            Math.min(receiver.lastIp.length, from.contains(":") ? 40 + 8 : QUOTED_BYTES));
    byte[] ip = PacketBuilder.icmpError(from, receiver.address, type, code, quoted).ip();
    output.packet(nanos, receiver == server, ip);
  }
}
