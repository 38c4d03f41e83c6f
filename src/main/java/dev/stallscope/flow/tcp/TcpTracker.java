package dev.stallscope.flow.tcp;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.packet.TcpFlags;
import java.util.Set;

/**
 * Follows one connection when the capture is read: turns its rows in a {@link SegmentTable} into a
 * {@link TcpTrace} with its {@link TcpConnection}. Passes, each linear in the rows: numbering,
 * copies made by the capture, Wireshark's labels, round-trip samples, retransmissions, counts.
 *
 * <p>The labels are computed as if there were no copies, as Wireshark does; every other judgement
 * leaves the copies out.
 */
public final class TcpTracker {
  /** No side is presumed to be the client. */
  public static final int NO_HINT = -1;

  private static final int WELL_KNOWN_PORTS = 1024;
  private static final int EPHEMERAL_PORTS = 32768; // Linux' first; others start higher

  private TcpTracker() {}

  /**
   * Follows a connection.
   *
   * @param id of the connection
   * @param flow its number in the table; it has at least one row
   * @param first endpoint of side 0
   * @param second endpoint of side 1
   * @param presumedClient side that sent requests, where their protocol tells; 0, 1 or {@link
   *     #NO_HINT}; a SYN or SYN-ACK is believed before it
   */
  public static TcpTrace track(
      int id, SegmentTable table, int flow, Endpoint first, Endpoint second, int presumedClient) {
    if (table.rows(flow) == 0) {
      throw new IllegalArgumentException("flow " + flow + " has no segments");
    }
    int opener = opener(table, flow);
    int client = opener >= 0 ? opener : clientByHint(first.port(), second.port(), presumedClient);
    ConnectionTrace trace = new ConnectionTrace(table, flow, client);
    boolean isFirstClient = client == 0;
    Endpoint clientEnd = isFirstClient ? first : second;
    Endpoint serverEnd = isFirstClient ? second : first;

    new CaptureDuplicates(trace).mark();
    new SegmentLabeller(trace).label();
    boolean isV4 = first.address().isV4();
    SegmentSizes clientSizes = SegmentSizes.of(trace, true, isV4);
    SegmentSizes serverSizes = SegmentSizes.of(trace, false, isV4);
    Set<CaptureQuality> quality = new QualityGate(trace).judge(clientSizes, serverSizes);
    ConnectionSummary summary = new ConnectionSummary(trace);
    PathTimes path = new RoundTripSampler(trace).sample(summary.handshakeNanos());
    boolean isTwoSided = !quality.contains(CaptureQuality.ONE_SIDED);
    new RetransmissionJudge(trace, path, clientSizes.mss(), serverSizes.mss(), isTwoSided).judge();
    summary.count();

    SegmentTable.IcmpError error = table.icmpError(flow);
    trace.refine(
        new TcpConnection(
            id,
            clientEnd,
            serverEnd,
            opener >= 0,
            trace.epochNanos(0),
            latest(trace),
            trace.packet(0),
            trace.packet(trace.size() - 1),
            summary.handshake(error),
            summary.closing(error),
            summary.side(Direction.CLIENT_TO_SERVER, table.wireBytes(flow, client), clientSizes),
            summary.side(
                Direction.SERVER_TO_CLIENT, table.wireBytes(flow, 1 - client), serverSizes),
            roundTrip(trace, path, summary.handshakeNanos()),
            new VantageFinder(trace)
                .find(clientEnd, serverEnd, path, quality.contains(CaptureQuality.OFFLOAD)),
            quality));
    return trace;
  }

  /** The side that a SYN or SYN-ACK shows to have opened the connection, or -1. */
  private static int opener(SegmentTable table, int flow) {
    int answered = -1;
    for (int row = table.firstRow(flow); row != SegmentTable.NONE; row = table.next(row)) {
      int flags = table.flags(row);
      if ((flags & TcpFlags.SYN) != 0) {
        if ((flags & TcpFlags.ACK) == 0) {
          return table.side(row);
        }
        answered = answered < 0 ? 1 - table.side(row) : answered;
      } else if (table.payloadBytes(row) > 0) {
        break;
      }
    }
    return answered;
  }

  private static int clientByHint(int firstPort, int secondPort, int presumedClient) {
    if (presumedClient != NO_HINT) {
      return presumedClient;
    }
    boolean isFirstServer = firstPort < WELL_KNOWN_PORTS && secondPort >= WELL_KNOWN_PORTS;
    boolean isSecondServer = secondPort < WELL_KNOWN_PORTS && firstPort >= WELL_KNOWN_PORTS;
    if (isFirstServer != isSecondServer) {
      return isFirstServer ? 1 : 0;
    }
    return firstPort < EPHEMERAL_PORTS && secondPort >= EPHEMERAL_PORTS ? 1 : 0;
  }

  private static long latest(ConnectionTrace trace) {
    long latest = Long.MIN_VALUE;
    for (int row = 0; row < trace.size(); row++) {
      latest = Math.max(latest, trace.epochNanos(row));
    }
    return latest;
  }

  private static TcpConnection.RoundTrip roundTrip(
      ConnectionTrace trace, PathTimes path, long handshakeNanos) {
    RoundTripEstimate estimate = new RoundTripEstimate();
    for (int row = 0; row < trace.size(); row++) {
      if (trace.roundTripNanos(row) >= 0) {
        estimate.add(trace.roundTripNanos(row), trace.epochNanos(row));
      }
    }
    return new TcpConnection.RoundTrip(
        path.whole(),
        path.client(),
        path.server(),
        handshakeNanos,
        estimate.smoothedNanos(),
        estimate.timeoutNanos(),
        path.samples());
  }
}
