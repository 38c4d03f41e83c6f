package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose bytes occupied a connection when, in the direction of the answers: runs of bytes that one
 * packet brought of one answer, exchange by exchange, each in the order in which it was delivered.
 * Read again from the capture; 28 bytes for a run, of which there are little more than packets.
 */
public final class StreamRuns {
  private final int connection;
  private final List<Row> rows;
  private final RunColumns runs;

  /** The runs by their rows, each row's in their order. */
  private final int[] order;

  private StreamRuns(int connection, List<Row> rows, RunColumns runs, int[] order) {
    this.connection = connection;
    this.rows = List.copyOf(rows);
    this.runs = runs;
    this.order = order;
  }

  /**
   * The runs of one exchange: those from one number to another.
   *
   * @param exchange its id
   * @param from of the first run
   * @param to after the last
   * @param bytes of all of them, framing included
   * @param creditWaits when the server had to wait for the client's permission to send
   */
  public record Row(int exchange, int from, int to, long bytes, List<CreditWait> creditWaits) {}

  /**
   * Questions of either side whether the other still answers, as they passed the capture point.
   *
   * @param answered how many
   * @param leastNanos the quickest answer's time, -1 without one
   * @param mostNanos the slowest's
   */
  public record Pings(int answered, long leastNanos, long mostNanos) {
    static final Pings NONE = new Pings(0, -1, -1);

    Pings with(long nanos) {
      return new Pings(
          answered + 1,
          answered == 0 ? nanos : Math.min(leastNanos, nanos),
          Math.max(mostNanos, nanos));
    }
  }

  /**
   * Reads a connection again; some microseconds for each of its packets.
   *
   * @throws IOException if a file cannot be read
   */
  public static StreamRuns of(OpenCapture capture, int connection) throws IOException {
    return of(capture, connection, RunColumns.MOST);
  }

  static StreamRuns of(OpenCapture capture, int connection, int most) throws IOException {
    RunColumns runs = new RunColumns(Direction.SERVER_TO_CLIENT, most);
    new FlowPackets(capture).decode(capture.flows().get(connection), runs, runs::isCut);
    List<Exchange> exchanges =
        capture.analysis().measurements().exchanges().stream()
            .filter(exchange -> exchange.connection() == connection)
            .filter(exchange -> exchange.kind() == ExchangeKind.REQUEST)
            .toList();
    return sorted(connection, exchanges, runs);
  }

  /** Sorts the runs by the exchanges that they belong to; those of none come last. */
  private static StreamRuns sorted(int connection, List<Exchange> exchanges, RunColumns runs) {
    Map<Long, Integer> rowOf = new HashMap<>();
    for (int row = 0; row < exchanges.size(); row++) {
      Optional<Message> answer = exchanges.get(row).response().or(exchanges.get(row)::request);
      rowOf.put(answer.map(Message::streamKey).orElse(Long.MIN_VALUE), row);
    }
    int none = exchanges.size();
    int[] rowOfRun = new int[runs.size()];
    int[] next = new int[none + 2];
    long[] bytes = new long[none + 1];
    for (int i = 0; i < rowOfRun.length; i++) {
      rowOfRun[i] = rowOf.getOrDefault(runs.message(i), none);
      next[rowOfRun[i] + 1]++;
      bytes[rowOfRun[i]] += runs.bytes(i);
    }
    Arrays.parallelPrefix(next, Integer::sum);
    List<Row> rows = new ArrayList<>(none);
    for (int row = 0; row < none; row++) {
      Exchange exchange = exchanges.get(row);
      List<CreditWait> waits = exchange.response().map(Message::creditWaits).orElse(List.of());
      rows.add(new Row(exchange.id(), next[row], next[row + 1], bytes[row], waits));
    }
    int[] order = new int[runs.size()];
    for (int i = 0; i < order.length; i++) {
      order[next[rowOfRun[i]]++] = i;
    }
    return new StreamRuns(connection, rows, runs, order);
  }

  public int connection() {
    return connection;
  }

  /** The exchanges of the connection by their start. */
  public List<Row> rows() {
    return rows;
  }

  /**
   * All runs, those that belong to no exchange included: what keeps the connection itself going.
   */
  public int size() {
    return order.length;
  }

  /** What was asked on the connection itself. */
  public Pings pings() {
    return runs.pings();
  }

  /** Whether there were more runs than are kept. */
  public boolean isCut() {
    return runs.isCut();
  }

  /** When a run was captured, epoch nanoseconds. */
  public long arrivedNanos(int run) {
    return runs.arrivedNanos(order[run]);
  }

  /** When its receiver could use it: later than captured where bytes before it were missing. */
  public long deliveredNanos(int run) {
    return runs.deliveredNanos(order[run]);
  }

  public long bytes(int run) {
    return runs.bytes(order[run]);
  }

  /** Index of the packet that brought it. */
  public int packet(int run) {
    return runs.packet(order[run]);
  }
}
