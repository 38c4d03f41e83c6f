package dev.stallscope.chart;

import dev.stallscope.analysis.detail.StreamRuns;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Whose bytes a connection carried when: a row for each exchange on one time axis. Bytes stand
 * where they came; hatched are the times in which their sender had to wait for permission, and in
 * which they were there but had to wait for others before them.
 */
public final class StreamsLayout {
  private static final double BYTES_HEIGHT = 0.54;
  private static final double WAIT_HEIGHT = 0.66;
  private static final double MIN_WIDTH = 2;

  /** Packets that change places on the way are that late, and nobody notices. */
  private static final long LEAST_WAIT_NANOS = Nanos.PER_MILLI;

  /** How far from a run one may point at it. */
  private static final double REACH = 6;

  private final StreamRuns runs;
  private final TimeScale scale;

  /** A layout of a connection on a scale. */
  public StreamsLayout(StreamRuns runs, TimeScale scale) {
    this.runs = runs;
    this.scale = scale;
  }

  /** All bytes of the connection, whosever they are; each exchange has its own waits. */
  public List<Mark> connection(double middle, double height) {
    List<Mark> marks = new ArrayList<>();
    bytes(0, runs.size(), Tone.DIM, middle, height, marks);
    return marks;
  }

  /**
   * The bytes of one exchange.
   *
   * @param asked from when it was asked to when it was answered
   */
  public List<Mark> row(StreamRuns.Row row, TimeSpan asked, double middle, double height) {
    List<Mark> marks = new ArrayList<>();
    double from = visible(asked.startNanos());
    double to = visible(asked.endNanos());
    if (to > from) {
      marks.add(new Mark.Line(from, middle, to, middle, Tone.FAINT, 1, false));
    }
    creditWaits(row, middle, height, marks);
    waits(row.from(), row.to(), middle, height, marks);
    bytes(row.from(), row.to(), Tone.RECEIVE, middle, height, marks);
    return marks;
  }

  /**
   * Until what was sent with the new permission came: that has a way to go, and so do the bytes.
   */
  private void creditWaits(StreamRuns.Row row, double middle, double height, List<Mark> marks) {
    PixelColumns columns = new PixelColumns(scale.left(), scale.right());
    int next = row.from();
    for (CreditWait wait : row.creditWaits()) {
      long end = Math.max(wait.sinceNanos(), wait.grantedNanos());
      while (next < row.to() && runs.arrivedNanos(next) <= wait.sinceNanos()) {
        next++;
      }
      end = next < row.to() ? Math.max(end, runs.arrivedNanos(next)) : end;
      paint(columns, wait.sinceNanos(), end, MIN_WIDTH);
    }
    hatch(columns, Tone.GRAPH_WINDOW, middle, height, marks);
  }

  private void waits(int from, int to, double middle, double height, List<Mark> marks) {
    PixelColumns columns = new PixelColumns(scale.left(), scale.right());
    for (int run = from; run < to; run++) {
      if (runs.deliveredNanos(run) - runs.arrivedNanos(run) >= LEAST_WAIT_NANOS) {
        paint(columns, runs.arrivedNanos(run), runs.deliveredNanos(run), MIN_WIDTH);
      }
    }
    hatch(columns, Tone.STALL, middle, height, marks);
  }

  private static void hatch(
      PixelColumns columns, Tone tone, double middle, double row, List<Mark> marks) {
    double height = row * WAIT_HEIGHT;
    columns.bars(
        (x, width, _) ->
            marks.addAll(StallDrawing.interval(x, middle - height / 2, width, height, tone)));
  }

  private void bytes(int from, int to, Tone tone, double middle, double row, List<Mark> marks) {
    PixelColumns columns = new PixelColumns(scale.left(), scale.right());
    long since = 0;
    long until = 0;
    for (int run = from; run < to; run++) {
      long arrived = runs.arrivedNanos(run);
      // of the millions that may be in a column one is painted, and the others only compared
      if (arrived < since || arrived >= until) {
        paint(columns, arrived, arrived, MIN_WIDTH);
        since = arrived;
        until = scale.nanosAt(columns.next(scale.x(arrived)));
      }
    }
    double height = row * BYTES_HEIGHT;
    columns.bars(
        (x, width, _) ->
            marks.add(new Mark.Bar(x, middle - height / 2, width, height, tone, 0, 1)));
  }

  private void paint(PixelColumns columns, long fromNanos, long toNanos, double leastWidth) {
    if (toNanos >= scale.span().startNanos() && fromNanos <= scale.span().endNanos()) {
      columns.paint(scale.x(fromNanos), scale.x(toNanos), leastWidth, 1);
    }
  }

  /** The run of some that came nearest to an x; empty where none did. */
  public OptionalInt runAt(int from, int to, double x) {
    int nearest = -1;
    double best = REACH;
    for (int run = from; run < to; run++) {
      double distance = Math.abs(scale.x(runs.arrivedNanos(run)) - x);
      if (distance <= best) {
        best = distance;
        nearest = run;
      }
    }
    return nearest < 0 ? OptionalInt.empty() : OptionalInt.of(nearest);
  }

  private double visible(long nanos) {
    return Math.clamp(scale.x(nanos), scale.left(), scale.right());
  }
}
