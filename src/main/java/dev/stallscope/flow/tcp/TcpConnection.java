package dev.stallscope.flow.tcp;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import java.util.Set;

/**
 * What is kept of one TCP connection. Times are epoch nanoseconds, {@code -1} where unknown.
 *
 * @param id index over all TCP connections in the order of their first packet, from 0
 * @param isClientCertain whether a SYN or SYN-ACK showed who opened the connection
 * @param handshake how it was opened
 * @param closing how it ended
 * @param fromClient what the client sent
 * @param fromServer what the server sent
 * @param roundTrip the path's round trip
 * @param vantage where the capture stood; refined by all connections of the same hosts
 * @param quality what limits verdicts here
 */
public record TcpConnection(
    int id,
    Endpoint client,
    Endpoint server,
    boolean isClientCertain,
    long startNanos,
    long endNanos,
    int firstPacket,
    int lastPacket,
    Handshake handshake,
    Closing closing,
    Side fromClient,
    Side fromServer,
    RoundTrip roundTrip,
    Vantage vantage,
    Set<CaptureQuality> quality) {
  private static final int UNREACHABLE = 3;
  private static final int FRAGMENTATION_NEEDED = 4;
  private static final int PACKET_TOO_BIG = 2;

  public Side side(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? fromClient : fromServer;
  }

  /** Distinct payload bytes of both streams. */
  public long uniqueBytes() {
    return fromClient.uniqueBytes + fromServer.uniqueBytes;
  }

  /** The same connection with what other connections of its hosts tell of the path. */
  public TcpConnection refined(RoundTrip path, Vantage seenFrom) {
    return new TcpConnection(
        id,
        client,
        server,
        isClientCertain,
        startNanos,
        endNanos,
        firstPacket,
        lastPacket,
        handshake,
        closing,
        fromClient,
        fromServer,
        path,
        seenFrom,
        quality);
  }

  /**
   * Whether a router told a side to send smaller packets: "fragmentation needed" (RFC 792) or
   * "packet too big" (RFC 4443).
   */
  public boolean isToldOfSmallerPath() {
    return client.address().isV4()
        ? closing.icmpType == UNREACHABLE && closing.icmpCode == FRAGMENTATION_NEEDED
        : closing.icmpType == PACKET_TOO_BIG;
  }

  /**
   * Whether the server was the first to close, in good order, and nothing was missing before: where
   * a FIN is captured ahead of a hole, what filled the hole may have come after the capture's end.
   */
  public boolean isClosedByServer() {
    return closing.finNanos >= 0
        && closing.firstFinBy == Direction.SERVER_TO_CLIENT
        && (closing.resetNanos < 0 || closing.finNanos <= closing.resetNanos)
        && fromServer.missingBytes == 0;
  }

  /** Whether the reset came from a device between: it had travelled another number of hops. */
  public boolean isResetForeign() {
    return closing.resetTtl >= 0 && closing.resetTtl != side(closing.resetBy).ttl;
  }

  public boolean has(CaptureQuality flag) {
    return quality.contains(flag);
  }

  /**
   * What one side sent.
   *
   * @param payloadBytes TCP payload bytes on the wire, retransmissions included
   * @param uniqueBytes distinct payload bytes of the stream
   * @param unacknowledgedBytes of them behind the peer's last acknowledgment; 0 where the peer
   *     acknowledged nothing at all, not even the SYN
   * @param missingBytes between its first and its last byte, or its FIN, and never captured
   * @param mss largest segment the peer accepts, bytes; guessed where no SYN was seen
   * @param windowScale shift of this side's window field; -1 unknown, 0 when off
   * @param offersSack whether its SYN carried SACK-permitted
   * @param events what happened to its segments
   */
  public record Side(
      int packets,
      long wireBytes,
      long payloadBytes,
      long uniqueBytes,
      long unacknowledgedBytes,
      long missingBytes,
      int mss,
      boolean isMssGuessed,
      int windowScale,
      boolean offersSack,
      int ttl,
      EventCounts events) {
    public int count(SegmentEvent event) {
      return events.count(event);
    }
  }

  /**
   * The opening. Packets are indexes from 0, {@code -1} where not seen.
   *
   * @param synNanos first SYN
   * @param lastSynNanos last SYN
   * @param synAckNanos first SYN-ACK
   * @param establishedNanos the client's first ACK of the SYN-ACK
   */
  public record Handshake(
      Outcome outcome,
      long synNanos,
      long lastSynNanos,
      long synAckNanos,
      long establishedNanos,
      int synPacket,
      int synAckPacket,
      int ackPacket,
      int synCount,
      int synAckCount) {
    /** How the opening ended. */
    public enum Outcome {
      /** Three packets, as it should be. */
      ESTABLISHED,
      /** Answered by RST or an ICMP error. */
      REFUSED,
      /** Nothing answered. */
      UNANSWERED,
      /** The capture began later, or ended before. */
      NOT_SEEN
    }
  }

  /**
   * The end.
   *
   * @param firstFinBy who closed first, meaningful where {@code finNanos} is known
   * @param finNanos first FIN, or -1
   * @param resetBy who sent the RST, meaningful where {@code resetNanos} is known
   * @param resetNanos first RST, or -1
   * @param resetPacket index of the RST, or -1
   * @param resetTtl TTL or hop limit of the RST, or -1; another than its side's other packets have
   *     shows that a device between sent it
   * @param icmpType ICMP error that spoke of the connection, or -1
   * @param icmpNanos when that error came, or -1
   * @param icmpPacket index of that error, or -1
   */
  public record Closing(
      Direction firstFinBy,
      long finNanos,
      int finPacket,
      Direction resetBy,
      long resetNanos,
      int resetPacket,
      int resetTtl,
      int icmpType,
      int icmpCode,
      long icmpNanos,
      int icmpPacket) {}

  /**
   * Round-trip times in nanoseconds, {@code -1} where there is no sample (STALLS 0.3).
   *
   * @param minNanos of the whole path
   * @param clientMinNanos between the capture point and the client
   * @param serverMinNanos between the capture point and the server
   * @param handshakeNanos SYN to the client's ACK, {@code -1} without both
   * @param smoothedNanos SRTT after the last sample
   * @param retransmissionTimeoutNanos RTO estimate after the last sample, Linux-like
   * @param samples how many samples of the whole path or of its halves
   */
  public record RoundTrip(
      long minNanos,
      long clientMinNanos,
      long serverMinNanos,
      long handshakeNanos,
      long smoothedNanos,
      long retransmissionTimeoutNanos,
      int samples) {
    public boolean isKnown() {
      return minNanos >= 0;
    }

    /** The same round trip with other least halves, and their sum as the least of the whole. */
    RoundTrip withHalves(long clientNanos, long serverNanos) {
      return new RoundTrip(
          clientNanos >= 0 && serverNanos >= 0 ? clientNanos + serverNanos : minNanos,
          clientNanos,
          serverNanos,
          handshakeNanos,
          smoothedNanos,
          retransmissionTimeoutNanos,
          samples);
    }
  }
}
