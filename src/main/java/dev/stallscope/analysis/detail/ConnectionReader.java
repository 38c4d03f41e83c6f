package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.CaptureFlow;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.flow.tcp.SegmentTable;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.flow.tcp.TcpTracker;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.packet.TcpFlags;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows one TCP connection again. Its trace is that of the analysis, with the absolute numbers
 * that the analysis does not keep.
 */
final class ConnectionReader {
  private static final int CLIENT_SIDE = 0;

  private final SegmentTable segments = new SegmentTable();
  private final int[] firstSequence = new int[2];
  private final int[] firstAcknowledgment = new int[2];
  private final int[] rowOfFirst = {-1, -1};
  private final int[] rowOfFirstAck = {-1, -1};
  private final int limit;
  private final @Nullable TcpTrace trace;

  /**
   * Reads a connection.
   *
   * @param limit segments to read at most
   * @throws IOException if a file cannot be read
   */
  ConnectionReader(OpenCapture capture, int connection, int limit) throws IOException {
    this.limit = limit;
    CaptureFlow flow = capture.flows().get(connection);
    new FlowPackets(capture).visit(flow, this::add);
    trace =
        segments.size() == 0
            ? null
            : TcpTracker.track(connection, segments, 0, flow.client(), flow.server(), CLIENT_SIDE);
  }

  private boolean add(int side, PacketCursor cursor) {
    if (cursor.kind == PacketKind.ICMP_ERROR) {
      segments.icmpError(0, cursor);
    } else if (cursor.kind == PacketKind.TCP) {
      if (rowOfFirst[side] < 0) {
        rowOfFirst[side] = segments.size();
        firstSequence[side] = cursor.sequence;
      }
      if (rowOfFirstAck[side] < 0 && cursor.hasFlag(TcpFlags.ACK)) {
        rowOfFirstAck[side] = segments.size();
        firstAcknowledgment[side] = cursor.acknowledgment;
      }
      segments.append(0, side, cursor);
    }
    return segments.size() < limit;
  }

  /** Empty where the file does not hold the connection any more. */
  Optional<TcpTrace> trace() {
    return Optional.ofNullable(trace);
  }

  /**
   * The sequence number on the wire that the trace counts as 0; of a direction that was seen only
   * in the acknowledgments of the other, what these say.
   */
  int initialSequence(Direction direction) {
    int side = direction.ordinal();
    if (trace == null) {
      return 0;
    }
    if (rowOfFirst[side] >= 0) {
      return firstSequence[side] - (int) trace.sequence(rowOfFirst[side]);
    }
    int row = rowOfFirstAck[1 - side];
    return row < 0 ? 0 : firstAcknowledgment[1 - side] - (int) trace.acknowledgment(row);
  }
}
