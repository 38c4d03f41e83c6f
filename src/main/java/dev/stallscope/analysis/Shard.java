package dev.stallscope.analysis;

import dev.stallscope.flow.FlowTable;
import dev.stallscope.flow.tcp.SegmentTable;
import dev.stallscope.net.Endpoint;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.protocol.ProtocolDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The flows that one worker reads; it shares nothing with the others. */
final class Shard {
  private final int number;
  private final FlowTable table = new FlowTable();
  private final SegmentTable segments = new SegmentTable();
  private final List<FlowReading> flows = new ArrayList<>();
  private final ShardTools tools;
  private final @Nullable FlowColumn column;
  private volatile int flowCount;
  private volatile int segmentCount;
  private volatile long messageBytes;
  private volatile int leftOutFrom = -1;
  private final LongSupplier room;

  /**
   * @param room how many bytes of messages may be added, asked before each batch: one may hold many
   */
  Shard(int number, ProtocolDetector detector, @Nullable FlowColumn column, LongSupplier room) {
    this.number = number;
    this.room = room;
    this.column = column;
    tools = new ShardTools(detector);
  }

  SegmentTable segments() {
    return segments;
  }

  /** The flows in the order in which they began. */
  List<FlowReading> flows() {
    return flows;
  }

  void read(DecodedBatch batch) {
    if (isFull()) {
      return;
    }
    long mostBytes = tools.held().bytes() + room.getAsLong();
    for (int i = 0; i < batch.count(); i++) {
      if (batch.isFor(i, number)) {
        read(batch.cursor(i));
        if (tools.held().bytes() > mostBytes) {
          leftOutFrom = batch.cursor(i).packet + 1;
          break;
        }
      }
    }
    flowCount = flows.size();
    segmentCount = segments.size();
    messageBytes = tools.held().bytes();
  }

  /** How many flows there were at the end of the last batch, for other threads. */
  int flowCount() {
    return flowCount;
  }

  /** How many TCP segments there were at the end of the last batch, for other threads. */
  int segmentCount() {
    return segmentCount;
  }

  /** What the messages take, at the end of the last batch, bytes; for other threads. */
  long messageBytes() {
    return messageBytes;
  }

  /** Whether the messages of its flows leave no room for more: it reads no further. */
  boolean isFull() {
    return leftOutFrom >= 0;
  }

  /** The first packet that was not read then, index. */
  int leftOutFrom() {
    return leftOutFrom;
  }

  /** The capture is over. */
  void end() {
    for (FlowReading flow : flows) {
      flow.end(flow.lastNanos, flow.lastPacket);
    }
  }

  private void read(PacketCursor packet) {
    if (packet.kind == PacketKind.ICMP_ERROR) {
      int reference = table.find(packet);
      if (reference != FlowTable.NONE) {
        segments.icmpError(FlowTable.flow(reference), packet);
        note(packet, FlowTable.flow(reference), 1 - FlowTable.side(reference));
      }
      return;
    }
    int reference = table.assign(packet);
    int side = FlowTable.side(reference);
    FlowReading flow = flow(FlowTable.flow(reference), packet);
    flow.lastNanos = Math.max(flow.lastNanos, packet.epochNanos);
    flow.lastPacket = packet.packet;
    note(packet, flow.flow, side);
    if (flow.isTcp) {
      segments.append(flow.flow, side, packet);
    }
    flow.packet(side, packet);
  }

  private void note(PacketCursor packet, int flow, int side) {
    if (column != null) {
      column.set(packet.packet, number, flow, side);
    }
  }

  private FlowReading flow(int flow, PacketCursor packet) {
    while (flows.size() <= flow) {
      boolean isTcp = packet.kind == PacketKind.TCP;
      Endpoint[] sides = {table.endpoint(flow, 0), table.endpoint(flow, 1)};
      flows.add(
          new FlowReading(flow, packet.packet, sides, ClientSide.of(packet, isTcp), isTcp, tools));
    }
    return flows.get(flow);
  }
}
