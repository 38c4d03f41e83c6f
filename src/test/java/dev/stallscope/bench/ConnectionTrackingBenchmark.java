package dev.stallscope.bench;

import dev.stallscope.capture.PacketBatch;
import dev.stallscope.flow.FlowTable;
import dev.stallscope.flow.tcp.ReassemblyBudget;
import dev.stallscope.flow.tcp.SegmentTable;
import dev.stallscope.flow.tcp.TcpReassembly;
import dev.stallscope.flow.tcp.TcpTracker;
import dev.stallscope.net.Endpoint;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.packet.PacketKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is done for each connection once headers are read: rows, labels and streams. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConnectionTrackingBenchmark {
  private final List<PacketCursor> segments = new ArrayList<>();
  private FlowTable flows = new FlowTable();
  private SegmentTable table = new SegmentTable();

  /** Decodes the headers, and fills the table that {@link #labels} reads. */
  @Setup
  public void decode(BenchCapture capture) {
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    for (PacketBatch batch : capture.batches()) {
      for (int i = 0; i < batch.count(); i++) {
        PacketCursor cursor = new PacketCursor();
        decoder.decode(batch, i, cursor);
        if (cursor.kind == PacketKind.TCP) {
          segments.add(cursor);
        }
      }
    }
    rows();
  }

  /** Assigns every segment to its flow and keeps its row. */
  @Benchmark
  public SegmentTable rows() {
    flows = new FlowTable();
    table = new SegmentTable();
    for (PacketCursor segment : segments) {
      int reference = flows.assign(segment);
      table.append(FlowTable.flow(reference), FlowTable.side(reference), segment);
    }
    return table;
  }

  /** Tracks every connection: labels, round trips, what made the sender send again. */
  @Benchmark
  public long labels() {
    long tracked = 0;
    for (int flow = 0; flow < flows.size(); flow++) {
      Endpoint first = flows.endpoint(flow, 0);
      Endpoint second = flows.endpoint(flow, 1);
      tracked += TcpTracker.track(flow, table, flow, first, second, TcpTracker.NO_HINT).size();
    }
    return tracked;
  }

  /** Puts the bytes of every stream in order. */
  @Benchmark
  public long streams() {
    ReassemblyBudget budget = new ReassemblyBudget();
    List<TcpReassembly> connections = new ArrayList<>();
    ByteCounter counter = new ByteCounter();
    FlowTable table = new FlowTable();
    for (PacketCursor segment : segments) {
      int reference = table.assign(segment);
      if (FlowTable.flow(reference) == connections.size()) {
        connections.add(new TcpReassembly(counter, counter, budget));
      }
      connections.get(FlowTable.flow(reference)).segment(FlowTable.side(reference), segment);
    }
    return counter.bytes();
  }
}
