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

  private final Map<IpAddress, List<Upload>> uploads = new HashMap<>();

  private UplinkQueues() {}

  /** What one connection's data met. */
  private static final class Upload {
    private final TcpConnection connection;

    /** The least time until an acknowledgment came. */
    private final long minNanos;

    /** When each packet that was acknowledged was sent, ascending. */
    private final long[] sentNanos;

    /** How much later than at its quickest the acknowledgment came. */
    private final long[] lateNanos;

    Upload(TcpConnection connection, long minNanos, long[] sentNanos, long[] lateNanos) {
      this.connection = connection;
      this.minNanos = minNanos;
      this.sentNanos = sentNanos;
      this.lateNanos = lateNanos;
    }

    /**
     * The queue at a time. It drains no faster than time passes, so that what one packet met tells
     * how much is left for the next. Two packets have to agree: the acknowledgment of one alone may
     * have been put off.
     */
    long queuedNanos(long nanos) {
      int found = Arrays.binarySearch(sentNanos, nanos);
      int last = found >= 0 ? found : -found - 2;
      return last < 1 ? 0 : Math.max(0, Math.min(left(last, nanos), left(last - 1, nanos)));
    }

    long longestNanos() {
      return Arrays.stream(lateNanos).max().orElse(0);
    }

    private long left(int i, long nanos) {
      return lateNanos[i] - (nanos - sentNanos[i]);
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
    UplinkQueues queues = new UplinkQueues();
    for (TcpConnection connection : connections) {
      IpAddress client = connection.client().address();
      if (counts.getOrDefault(client, 0) > 1 && isUpload(connection)) {
        Upload upload = upload(connection, traces.apply(connection.id()));
        if (upload.longestNanos() >= LEAST_NANOS) {
          queues.uploads.computeIfAbsent(client, _ -> new ArrayList<>()).add(upload);
        }
      }
    }
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
    return new Upload(connection, least, Arrays.copyOf(sent, size), Arrays.copyOf(late, size));
  }

  /**
   * How long something that the client of a connection sent on it stood behind its uploads on other
   * connections at least, nanoseconds.
   *
   * @param pathNanos the least time to the connection's server and back, which may have held a part
   *     of the queue already
   */
  public long queuedNanos(TcpConnection connection, long sentNanos, long pathNanos) {
    long most = 0;
    for (Upload upload : uploads.getOrDefault(connection.client().address(), List.of())) {
      if (upload.connection.id() != connection.id()) {
        long known =
            upload.connection.server().address().equals(connection.server().address())
                ? Math.max(0, pathNanos - upload.minNanos)
                : 0;
        most = Math.max(most, upload.queuedNanos(sentNanos) - known);
      }
    }
    return most;
  }
}
