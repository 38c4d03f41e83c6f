package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.HostPaths;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.flow.tcp.TcpTracker;
import dev.stallscope.measure.quality.Silence;
import dev.stallscope.measure.quality.SilenceWitness;
import dev.stallscope.measure.quality.Testimony;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All TCP connections of a capture, numbered in the order of their first packet. Traces are made
 * when they are asked for; those of small captures are kept, since each is wanted twice.
 */
final class TrackedConnections {
  /** Segments whose traces are kept: about 50 bytes each. */
  private static final int KEPT_SEGMENTS = 850_000;

  private final List<Place> places;
  private final TcpConnection[] connections;
  private final LateDeliveries[] late;
  private final List<List<Testimony>> testimonies = new ArrayList<>();
  private final @Nullable TcpTrace[] kept;
  private final int[][] idsByFlow;

  /** Where a connection's segments are. */
  private record Place(int shard, FlowReading flow, Shard owner) {
    int segments() {
      return owner.segments().rows(flow.flow);
    }
  }

  private TrackedConnections(List<Shard> shards, List<Place> places) {
    this.places = places;
    connections = new TcpConnection[places.size()];
    late = new LateDeliveries[places.size()];
    testimonies.addAll(Collections.nCopies(places.size(), List.of()));
    kept = new TcpTrace[places.size()];
    idsByFlow = new int[shards.size()][];
    for (int shard = 0; shard < idsByFlow.length; shard++) {
      idsByFlow[shard] = new int[shards.get(shard).flows().size()];
      Arrays.fill(idsByFlow[shard], -1);
    }
    for (int id = 0; id < places.size(); id++) {
      idsByFlow[places.get(id).shard()][places.get(id).flow().flow] = id;
    }
  }

  /**
   * Tracks all connections.
   *
   * @param silences of the capture, of which every connection may tell something
   * @param seen sees each trace while it is there, on any thread
   */
  static TrackedConnections track(
      List<Shard> shards, List<Silence> silences, Workers workers, Consumer<TcpTrace> seen) {
    List<Place> places = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      for (FlowReading flow : shards.get(shard).flows()) {
        if (flow.isTcp) {
          places.add(new Place(shard, flow, shards.get(shard)));
        }
      }
    }
    places.sort(Comparator.comparingInt(place -> place.flow().firstPacket));
    TrackedConnections tracked = new TrackedConnections(shards, places);
    int keptConnections = keptConnections(places);
    workers.each(
        AnalysisSteps.Stage.TRACKING,
        places.size(),
        id -> {
          TcpTrace trace = tracked.track(id);
          tracked.connections[id] = trace.connection();
          tracked.late[id] = LateDeliveries.of(trace);
          tracked.testimonies.set(id, SilenceWitness.of(trace, silences));
          seen.accept(trace);
          if (id < keptConnections) {
            tracked.kept[id] = trace;
          }
        });
    List<TcpConnection> refined = HostPaths.refine(tracked.connections());
    for (int id = 0; id < tracked.connections.length; id++) {
      tracked.connections[id] = refined.get(id);
    }
    return tracked;
  }

  /** What all connections tell of the capture's silences. */
  List<Testimony> testimonies() {
    return testimonies.stream().flatMap(List::stream).toList();
  }

  /** How many connections, from the first on, have no more segments than are kept. */
  private static int keptConnections(List<Place> places) {
    long segments = 0;
    int count = 0;
    while (count < places.size() && segments + places.get(count).segments() <= KEPT_SEGMENTS) {
      segments += places.get(count).segments();
      count++;
    }
    return count;
  }

  /** By id. */
  List<TcpConnection> connections() {
    return List.of(connections);
  }

  /** What was sent again on a connection because it had to be. */
  LateDeliveries lateDeliveries(int id) {
    return late[id];
  }

  /** Where a connection was read. */
  FlowReading reading(int id) {
    return places.get(id).flow();
  }

  /** Id of the connection of a shard's flow. */
  int connection(int shard, int flow) {
    return idsByFlow[shard][flow];
  }

  /** The segments of a connection. Each may be asked for once more after the tracking. */
  TcpTrace trace(int id) {
    TcpTrace trace = kept[id];
    kept[id] = null;
    if (trace == null) {
      trace = track(id);
    }
    trace.refine(connections[id]);
    return trace;
  }

  /** The segments of a connection where they are kept still, which they then are further on. */
  @Nullable TcpTrace kept(int id) {
    TcpTrace trace = kept[id];
    if (trace != null) {
      trace.refine(connections[id]);
    }
    return trace;
  }

  /** Lets go of the segments of a connection: its trace is asked for no more. On any thread. */
  void release(int id) {
    places.get(id).owner().segments().release(places.get(id).flow().flow);
  }

  private TcpTrace track(int id) {
    Place place = places.get(id);
    FlowReading flow = place.flow();
    return TcpTracker.track(
        id, place.owner().segments(), flow.flow, flow.sides[0], flow.sides[1], flow.clientSide());
  }
}
