package dev.stallscope.analysis;

import dev.stallscope.capture.PacketIndex;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Transport;
import dev.stallscope.packet.PacketKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes into a packet index which flow each packet belongs to: while the capture is read by the
 * numbers that the shards give, afterwards by those of the whole capture, with the client on side
 * 0.
 */
final class FlowColumn {
  private static final int NOT_NUMBERED = -1;

  private final PacketIndex index;
  private final int shardCount;

  FlowColumn(PacketIndex index, int shardCount) {
    this.index = index;
    this.shardCount = shardCount;
  }

  /** Takes a batch that was decoded, before the shards have it. */
  void append(DecodedBatch batch) {
    index.append(batch.packets);
    int first = batch.packets.firstPacket();
    for (int i = 0; i < batch.count(); i++) {
      if (batch.cursor(i).kind == PacketKind.FRAGMENT) {
        index.setFlow(first + i, PacketIndex.FRAGMENT, 0);
      }
    }
  }

  /** A shard knows the flow of a packet, and the side that sent it. */
  void set(int packet, int shard, int flow, int side) {
    index.setFlow(packet, flow * shardCount + shard, side);
  }

  /** Notes what was found of every segment of a connection. */
  void mark(TcpTrace trace) {
    for (int row = 0; row < trace.size(); row++) {
      new PacketMarks(trace.events(row), trace.retransmissionCause(row))
          .note(index, trace.packet(row));
    }
  }

  /** Gives every packet the number that its flow has in the whole capture. */
  List<CaptureFlow> renumber(
      List<Shard> shards, TrackedConnections tracked, DatagramConnections datagrams) {
    List<Numbered> all = numbered(shards, tracked, datagrams);
    int[][] references = new int[shardCount][];
    for (int shard = 0; shard < shardCount; shard++) {
      references[shard] = new int[shards.get(shard).flows().size()];
      Arrays.fill(references[shard], NOT_NUMBERED);
    }
    datagrams
        .moved()
        .forEach(
            (flow, to) ->
                references[shard(shards, flow)][flow.flow] = to.id() << 1 | to.clientSide());
    Map<FlowReading, List<Later>> later = new HashMap<>();
    for (int id = 0; id < all.size(); id++) {
      Numbered flow = all.get(id);
      int reference = id << 1 | flow.clientSide;
      if (references[flow.shard][flow.reading.flow] == NOT_NUMBERED) {
        references[flow.shard][flow.reading.flow] = reference;
      } else {
        later
            .computeIfAbsent(flow.reading, _ -> new ArrayList<>(1))
            .add(new Later(flow.firstPacket, reference));
      }
    }
    int[] lastPackets = new int[all.size()];
    for (int packet = 0; packet < index.count(); packet++) {
      int flow = index.flow(packet);
      if (flow >= 0) {
        int shard = flow % shardCount;
        int first = references[shard][flow / shardCount];
        int reference =
            later.isEmpty()
                ? first
                : latest(
                    later.get(shards.get(shard).flows().get(flow / shardCount)), packet, first);
        index.setFlow(packet, reference >> 1, index.side(packet) ^ reference & 1);
        lastPackets[reference >> 1] = packet;
      }
    }
    List<CaptureFlow> flows = new ArrayList<>(all.size());
    for (int id = 0; id < all.size(); id++) {
      flows.add(all.get(id).flow(id, lastPackets[id]));
    }
    return List.copyOf(flows);
  }

  private static int shard(List<Shard> shards, FlowReading flow) {
    int shard = 0;
    while (!has(shards.get(shard), flow)) {
      shard++;
    }
    return shard;
  }

  private static boolean has(Shard shard, FlowReading flow) {
    return flow.flow < shard.flows().size() && shard.flows().get(flow.flow).equals(flow);
  }

  /** A later connection of a flow that carried several, one after the other. */
  private record Later(int firstPacket, int reference) {}

  private static int latest(@Nullable List<Later> later, int packet, int first) {
    int reference = first;
    for (Later one : later == null ? List.<Later>of() : later) {
      reference = one.firstPacket <= packet ? one.reference : reference;
    }
    return reference;
  }

  /** Connections by their ids, then other flows of datagrams by their first packets. */
  private static List<Numbered> numbered(
      List<Shard> shards, TrackedConnections tracked, DatagramConnections datagrams) {
    List<TcpConnection> connections = tracked.connections();
    List<Numbered> all = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      for (FlowReading reading : shards.get(shard).flows()) {
        for (DatagramConnections.Place place : datagrams.of(reading)) {
          int client = reading.clientSide();
          all.add(
              new Numbered(place.id(), shard, reading, client, place.connection().firstPacket()));
        }
        if (!datagrams.of(reading).isEmpty() || datagrams.moved().containsKey(reading)) {
          continue;
        }
        int id = reading.isTcp ? tracked.connection(shard, reading.flow) : Integer.MAX_VALUE;
        int clientSide =
            reading.isTcp
                ? connections.get(id).client().equals(reading.sides[0]) ? 0 : 1
                : reading.clientSide();
        all.add(new Numbered(id, shard, reading, clientSide, reading.firstPacket));
      }
    }
    all.sort(Comparator.comparingInt(Numbered::connection).thenComparingInt(Numbered::firstPacket));
    return all;
  }

  /** A flow with its place. */
  private record Numbered(
      int connection, int shard, FlowReading reading, int clientSide, int firstPacket) {
    CaptureFlow flow(int id, int lastPacket) {
      return new CaptureFlow(
          id,
          reading.isTcp ? Transport.TCP : Transport.UDP,
          reading.sides[clientSide],
          reading.sides[1 - clientSide],
          firstPacket,
          lastPacket);
    }
  }
}
