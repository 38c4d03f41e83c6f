package dev.stallscope.flow.tcp;

import dev.stallscope.capture.LinkDirection;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import java.util.Collection;

/**
 * Finds where the capture stood (STALLS 0.4). Strongest first: what the capture says of a packet's
 * direction, checksums that the sending host left to its network card, a TTL that no router has
 * touched, and the parts that both halves have in the round trip; frames beyond the MSS let a
 * larger part pass for the capturing host's own time.
 */
public final class VantageFinder {
  private static final long LOCAL_NANOS = Nanos.ofMicros(300);
  private static final int NEAR_PERCENT = 10;

  /** Frames beyond the MSS exist beside a host, or on a router that joins them. */
  private static final int NEAR_WITH_OFFLOAD_PERCENT = 25;

  private static final int MIN_UNFINISHED_CHECKSUMS = 3;

  private final ConnectionTrace trace;
  private final int[] outbound = new int[2];
  private final int[] inbound = new int[2];
  private final int[] unfinished = new int[2];
  private final int[] finished = new int[2];
  private final boolean[] hasRoutedTtl = new boolean[2];
  private final int[] packets = new int[2];

  VantageFinder(ConnectionTrace trace) {
    this.trace = trace;
  }

  /**
   * The vantage of several connections between the same two hosts: the least halves of all their
   * round trips, or what one of them has better evidence for.
   */
  public static Vantage refine(Collection<TcpConnection> connections) {
    long client = -1;
    long server = -1;
    for (TcpConnection connection : connections) {
      Vantage own = connection.vantage();
      TcpConnection.RoundTrip roundTrip = connection.roundTrip();
      Vantage byTime = byTime(roundTrip.clientMinNanos(), roundTrip.serverMinNanos(), NEAR_PERCENT);
      if (own != Vantage.UNKNOWN && own != byTime) {
        return own; // not from its round trip, so from better evidence
      }
      client = least(client, roundTrip.clientMinNanos());
      server = least(server, roundTrip.serverMinNanos());
    }
    return byTime(client, server, NEAR_PERCENT);
  }

  /**
   * The vantage of the connection.
   *
   * @param isOffloaded whether frames were larger than the MSS
   */
  Vantage find(Endpoint client, Endpoint server, PathTimes path, boolean isOffloaded) {
    IpAddress clientAddress = client.address();
    if (clientAddress.isLoopback() || clientAddress.equals(server.address())) {
      return Vantage.LOCAL;
    }
    look();
    Vantage byLink = oneOf(outbound[0] > inbound[0], outbound[1] > inbound[1]);
    if (byLink == Vantage.UNKNOWN && packets[0] > 0 && packets[1] > 0) {
      byLink = oneOf(inbound[1] > outbound[1], inbound[0] > outbound[0]);
    }
    if (byLink != Vantage.UNKNOWN) {
      return byLink;
    }
    if (isUnfinished(0) != isUnfinished(1)) { // both: a virtual network passes them on
      return oneOf(isUnfinished(0), isUnfinished(1));
    }
    if (packets[0] > 0 && packets[1] > 0 && isUntouched(0) != isUntouched(1)) {
      return oneOf(isUntouched(0), isUntouched(1));
    }
    return byTime(
        path.client(), path.server(), isOffloaded ? NEAR_WITH_OFFLOAD_PERCENT : NEAR_PERCENT);
  }

  private void look() {
    int[] last = {-1, -1};
    for (int row = 0; row < trace.size(); row++) {
      int side = trace.direction(row).ordinal();
      int tableRow = trace.tableRow(row);
      SegmentTable table = trace.table();
      packets[side]++;
      LinkDirection direction = table.linkDirection(tableRow);
      outbound[side] += direction == LinkDirection.OUTBOUND ? 1 : 0;
      inbound[side] += direction == LinkDirection.INBOUND ? 1 : 0;
      int ttl = table.ttl(tableRow);
      hasRoutedTtl[side] |=
          ttl != 64 && ttl != 128 && ttl != 255 && (trace.flags(row) & TcpFlags.RST) == 0;
      if (last[side] >= 0) {
        compareChecksums(side, trace.tableRow(last[side]), tableRow);
      }
      last[side] = row;
    }
  }

  /**
   * A checksum left to the card holds only addresses, protocol and length: segments of one length
   * have it in common, whatever else differs.
   */
  private void compareChecksums(int side, int a, int b) {
    SegmentTable table = trace.table();
    boolean isComparable =
        table.payloadBytes(a) == table.payloadBytes(b)
            && table.hasTimestamps(a) == table.hasTimestamps(b)
            && (table.sequence(a) != table.sequence(b)
                || table.acknowledgment(a) != table.acknowledgment(b));
    if (isComparable) {
      boolean isSame = table.checksum(a) == table.checksum(b);
      unfinished[side] += isSame ? 1 : 0;
      finished[side] += isSame ? 0 : 1;
    }
  }

  private boolean isUnfinished(int side) {
    return unfinished[side] >= MIN_UNFINISHED_CHECKSUMS && unfinished[side] > finished[side];
  }

  private boolean isUntouched(int side) {
    return packets[side] > 0 && !hasRoutedTtl[side];
  }

  private static Vantage oneOf(boolean isClient, boolean isServer) {
    if (isClient == isServer) {
      return isClient ? Vantage.LOCAL : Vantage.UNKNOWN;
    }
    return isClient ? Vantage.NEAR_CLIENT : Vantage.NEAR_SERVER;
  }

  private static Vantage byTime(long clientNanos, long serverNanos, int nearPercent) {
    if (clientNanos < 0 || serverNanos < 0) {
      return Vantage.UNKNOWN;
    }
    long whole = clientNanos + serverNanos;
    if (whole < LOCAL_NANOS) {
      return Vantage.LOCAL;
    }
    if (clientNanos * 100 <= whole * nearPercent) {
      return Vantage.NEAR_CLIENT;
    }
    return serverNanos * 100 <= whole * nearPercent ? Vantage.NEAR_SERVER : Vantage.MID_PATH;
  }

  private static long least(long a, long b) {
    return a < 0 ? b : b < 0 ? a : Math.min(a, b);
  }
}
