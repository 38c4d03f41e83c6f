package dev.stallscope.ui.connections;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.SentAgain;
import dev.stallscope.measure.Measurements;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.control.IndexedRows;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a capture's connections, each made when it is asked for; what they count is kept. */
final class ConnectionRows {
  private final OpenCapture capture;
  private final Measurements measured;
  private final int[] requests;
  private final int[] again;

  private ConnectionRows(OpenCapture capture) {
    this.capture = capture;
    measured = capture.analysis().measurements();
    requests = measured.requestsByConnection();
    again = SentAgain.byConnection(capture);
  }

  /** Those of a capture, the same as before where they are of that; one pass over its packets. */
  static ConnectionRows of(OpenCapture capture, @Nullable ConnectionRows before) {
    return before != null && before.capture.equals(capture) ? before : new ConnectionRows(capture);
  }

  /**
   * The rows in an order.
   *
   * @param range only those with a part in it, all where there is none
   */
  IndexedRows<ConnectionRow> sorted(
      @Nullable TimeSpan range, Comparator<ConnectionRow> comparator) {
    int[] ids =
        IntStream.range(0, requests.length)
            .mapToObj(this::row)
            .filter(row -> range == null || isWithin(row.span(), range))
            .sorted(comparator)
            .mapToInt(ConnectionRow::id)
            .toArray();
    return IndexedRows.of(
        ids, this::row, item -> item instanceof ConnectionRow row ? row.id() : -1);
  }

  /** A connection of one packet has no length, and is there all the same. */
  private static boolean isWithin(TimeSpan span, TimeSpan range) {
    return range.contains(span.startNanos()) || span.overlaps(range);
  }

  private ConnectionRow row(int id) {
    return measured.isTcp(id)
        ? ConnectionRow.of(
            measured.connections().get(id), measured.facts().get(id), again[id], requests[id])
        : ConnectionRow.of(id, measured.datagramConnection(id), requests[id]);
  }
}
