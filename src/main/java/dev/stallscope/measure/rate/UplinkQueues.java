package dev.stallscope.measure.rate;

import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How long what a client sent stood in a queue on its way, as the acknowledgments of its uploads
 * tell: whatever else it sends meanwhile stands behind them (STALLS N01).
 */
public final class UplinkQueues {
  /** Fewer bytes fill no queue that a person would notice. */
  private static final long LEAST_BYTES = 64_000;

  /** Less is the jitter of hosts: where a client's uploads met no more, nothing of them is kept. */
  private static final long LEAST_NANOS = Nanos.ofMillis(5);

  private final Map<IpAddress, Uploads> byClient = new HashMap<>();

  private UplinkQueues() {}

  /**
   * What one connection's data met.
   *
   * @param minNanos the least time until an acknowledgment came
   * @param samples how much later than at its quickest the acknowledgment of each packet came
   */
  private record Upload(TcpConnection connection, long minNanos, QueueTimes.Samples samples) {
    long longestNanos() {
      long longest = 0;
      for (int i = 0; i < samples.size(); i++) {
        longest = Math.max(longest, samples.lateNanos(i));
      }
      return longest;
    }
  }

  /** What all uploads of one client met, in the order of the list. */
  private record Uploads(List<Upload> all, QueueTimes times) {
    static Uploads of(List<Upload> all) {
      return new Uploads(all, new QueueTimes(all.stream().map(Upload::samples).toList()));
    }

    /** What the path to a connection's server is known to hold of the queue. */
    long knownNanos(int upload, TcpConnection connection, long pathNanos) {
      Upload one = all.get(upload);
      if (one.connection.id() == connection.id()) {
        return Long.MAX_VALUE;
      }
      return one.connection.server().address().equals(connection.server().address())
          ? Math.max(0, pathNanos - one.minNanos)
          : 0;
    }
  }

  /** Where nothing is known of other connections. */
  public static UplinkQueues none() {
    return new UplinkQueues();
  }

  /**
   * Measures the uploads of a capture that has other connections of the same client.
   *
   * @param connections by id
   * @param traces of a connection by its id; asked for only where a client uploads
   */
  public static UplinkQueues among(List<TcpConnection> connections, IntFunction<TcpTrace> traces) {
    Map<IpAddress, Integer> counts = new HashMap<>();
    connections.forEach(one -> counts.merge(one.client().address(), 1, Integer::sum));
    Map<IpAddress, List<Upload>> uploads = new HashMap<>();
    for (TcpConnection connection : connections) {
      IpAddress client = connection.client().address();
      if (counts.getOrDefault(client, 0) > 1 && isUpload(connection)) {
        Upload upload = upload(connection, traces.apply(connection.id()));
        if (upload.longestNanos() >= LEAST_NANOS) {
          uploads.computeIfAbsent(client, _ -> new ArrayList<>()).add(upload);
        }
      }
    }
    UplinkQueues queues = new UplinkQueues();
    uploads.forEach((client, all) -> queues.byClient.put(client, Uploads.of(all)));
    return queues;
  }

  private static boolean isUpload(TcpConnection connection) {
    return connection.side(Direction.CLIENT_TO_SERVER).payloadBytes() >= LEAST_BYTES
        && !connection.has(CaptureQuality.ONE_SIDED)
        && !connection.has(CaptureQuality.CLOCK_BACK);
  }

  private static Upload upload(TcpConnection connection, TcpTrace trace) {
    WirePackets packets = WirePackets.of(trace, Direction.CLIENT_TO_SERVER);
    long[] sent = new long[packets.size()];
    long[] late = new long[packets.size()];
    int size = 0;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < packets.size(); i++) {
      boolean isSample = packets.ackDelay(i) >= 0 && !packets.isLost(i) && !packets.isRepeat(i);
      // What offload joined was acknowledged together, and is one sample.
      if (isSample && (size == 0 || packets.nanos(i) > sent[size - 1])) {
        sent[size] = packets.nanos(i);
        late[size] = packets.ackDelay(i);
        least = Math.min(least, late[size]);
        size++;
      }
    }
    for (int i = 0; i < size; i++) {
      late[i] -= least;
    }
    return new Upload(
        connection,
        least,
        new QueueTimes.Samples(Arrays.copyOf(sent, size), Arrays.copyOf(late, size)));
  }

  /**
   * How long something that the client of a connection sent on it stood behind its uploads on other
   * connections at least, nanoseconds.
   *
   * @param pathNanos the least time to the connection's server and back, which may have held a part
   *     of the queue already
   */
  public long queuedNanos(TcpConnection connection, long sentNanos, long pathNanos) {
    Uploads uploads = byClient.get(connection.client().address());
    return uploads == null
        ? 0
        : uploads.times.queuedNanos(
            sentNanos, upload -> uploads.knownNanos(upload, connection, pathNanos));
  }
}
