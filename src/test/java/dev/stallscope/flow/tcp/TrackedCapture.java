package dev.stallscope.flow.tcp;

import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.flow.FlowTable;
import dev.stallscope.net.Transport;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.testkit.CaptureScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The TCP connections of a capture: flows, rows and reassembled streams, as a shard makes them. */
public final class TrackedCapture {
  private final FlowTable flows = new FlowTable();
  private final SegmentTable segments = new SegmentTable();
  private final ReassemblyBudget budget = new ReassemblyBudget();
  private final List<StreamText[]> streams = new ArrayList<>();
  private final List<TcpReassembly> reassemblies = new ArrayList<>();
  private long lastNanos;
  private int lastPacket;

  /** Builds a scenario and follows it. */
  static TrackedCapture of(String script) {
    TrackedCapture capture = new TrackedCapture();
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    for (PacketBatch batch : CaptureScript.parse(script).batches()) {
      capture.add(batch, decoder);
    }
    capture.end();
    return capture;
  }

  /** Follows a whole file. */
  static TrackedCapture of(CaptureReader reader) throws IOException {
    TrackedCapture capture = new TrackedCapture();
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketBatch batch = new PacketBatch();
    while (reader.read(batch)) {
      capture.add(batch, decoder);
    }
    capture.end();
    return capture;
  }

  /** The trace of the scenario's only connection. */
  public static TcpTrace trace(String script) {
    return of(script).trace(0);
  }

  /** The labels of the rows that have any, as {@code row label label}. */
  static List<String> labels(String script) {
    TcpTrace trace = trace(script);
    return IntStream.range(0, trace.size())
        .filter(row -> trace.events(row) != 0)
        .mapToObj(row -> row + labels(trace, row))
        .toList();
  }

  private static String labels(TcpTrace trace, int row) {
    StringBuilder text = new StringBuilder();
    for (SegmentEvent event : SegmentEvent.values()) {
      text.append(trace.has(row, event) ? " " + event.id() : "");
    }
    return text.toString();
  }

  /** Why rows were sent again, as {@code row cause original}. */
  static List<String> causes(String script) {
    TcpTrace trace = trace(script);
    return IntStream.range(0, trace.size())
        .filter(row -> trace.retransmissionCause(row) != RetransmissionCause.NONE)
        .mapToObj(row -> row + " " + trace.retransmissionCause(row) + " " + trace.originalRow(row))
        .toList();
  }

  TcpTrace trace(int flow) {
    return TcpTracker.track(
        flow, segments, flow, flows.endpoint(flow, 0), flows.endpoint(flow, 1), TcpTracker.NO_HINT);
  }

  /** Flows that are TCP connections. */
  List<Integer> connections() {
    return IntStream.range(0, flows.size())
        .filter(flow -> flows.transport(flow) == Transport.TCP)
        .boxed()
        .toList();
  }

  StreamText stream(int flow, int side) {
    return streams.get(flow)[side];
  }

  long usedReassemblyBytes() {
    return budget.usedBytes();
  }

  private void add(PacketBatch batch, PacketDecoder decoder) {
    PacketCursor cursor = new PacketCursor();
    for (int i = 0; i < batch.count(); i++) {
      decoder.decode(batch, i, cursor);
      add(cursor);
    }
  }

  void add(PacketCursor cursor) {
    lastNanos = cursor.epochNanos;
    lastPacket = cursor.packet;
    if (cursor.kind == PacketKind.ICMP_ERROR) {
      int reference = flows.find(cursor);
      if (reference != FlowTable.NONE) {
        segments.icmpError(FlowTable.flow(reference), cursor);
      }
    } else if (cursor.kind == PacketKind.TCP || cursor.kind == PacketKind.UDP) {
      int reference = flows.assign(cursor);
      if (cursor.kind == PacketKind.TCP) {
        segment(FlowTable.flow(reference), FlowTable.side(reference), cursor);
      }
    }
  }

  private void segment(int flow, int side, PacketCursor cursor) {
    while (streams.size() <= flow) {
      StreamText[] both = {new StreamText(), new StreamText()};
      streams.add(both);
      reassemblies.add(new TcpReassembly(both[0], both[1], budget));
    }
    segments.append(flow, side, cursor);
    reassemblies.get(flow).segment(side, cursor);
  }

  void end() {
    reassemblies.forEach(reassembly -> reassembly.end(lastNanos, lastPacket));
  }
}
