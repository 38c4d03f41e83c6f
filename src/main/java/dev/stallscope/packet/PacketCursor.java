package dev.stallscope.packet;

import dev.stallscope.capture.LinkDirection;
import dev.stallscope.net.IpAddress;

/**
 * The innermost transport header of one packet, with where its bytes stand. Filled by {@link
 * PacketDecoder}, used again for another packet afterwards: a plain carrier of primitives, so that
 * nothing is allocated for a packet.
 *
 * <p>Lengths are judged by the IP headers, not by what the capture kept: {@link #payloadLength} is
 * what was on the wire, {@link #payloadCaptured} how much of it can be read.
 */
public final class PacketCursor {
  /** Value of {@link #mss}, {@link #windowScale} and {@link #ipId} where there is none. */
  public static final int NONE = -1;

  // Plain fields: this is a struct of the hot path, written by one class and read by two.
  public PacketKind kind = PacketKind.OTHER;
  public int packet;
  public long epochNanos;
  public int interfaceId;
  public LinkDirection linkDirection = LinkDirection.UNKNOWN;

  public boolean isV4;
  public long sourceHigh;
  public long sourceLow;
  public long destinationHigh;
  public long destinationLow;
  public int sourcePort;
  public int destinationPort;

  /** TTL or hop limit of the innermost IP header. */
  public int ttl;

  /** IPv4 identification, or {@link #NONE} for IPv6. */
  public int ipId;

  /** Length of the innermost IP packet on the wire, bytes. */
  public int ipLength;

  /** The bytes that the offsets below refer to: the batch's, or a reassembled datagram's. */
  public byte[] bytes = new byte[0];

  public int payloadOffset;
  public int payloadLength;
  public int payloadCaptured;

  public int sequence;
  public int acknowledgment;

  /** The TCP flags, as in {@link TcpFlags}. */
  public int flags;

  /** The window field as it stands in the header, unscaled. */
  public int window;

  public int checksum;

  /** MSS option of a SYN, bytes, or {@link #NONE}. */
  public int mss;

  /** Window scale option of a SYN as it stands there, or {@link #NONE}. */
  public int windowScale;

  /** Whether the capture holds only the first of the TCP options. */
  public boolean areOptionsCut;

  public boolean sackPermitted;
  public boolean hasTimestamps;
  public int timestampValue;
  public int timestampEcho;

  /** SACK blocks present, 0 to 4. */
  public int sackCount;

  /** Left edge of each SACK block. */
  public final int[] sackLeft = new int[4];

  /** Right edge of each SACK block. */
  public final int[] sackRight = new int[4];

  /** MPTCP subtype, or {@link #NONE}. */
  public int mptcpSubtype;

  public boolean fastOpen;

  /**
   * For {@link PacketKind#ICMP_ERROR}: type and code; addresses, ports and sequence are the quoted
   * packet's.
   */
  public int icmpType;

  public int icmpCode;
  public boolean quotedIsTcp;

  public IpAddress source() {
    return new IpAddress(sourceHigh, sourceLow, isV4);
  }

  public IpAddress destination() {
    return new IpAddress(destinationHigh, destinationLow, isV4);
  }

  public boolean hasFlag(int flag) {
    return (flags & flag) != 0;
  }
}
