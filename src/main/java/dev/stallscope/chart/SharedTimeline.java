package dev.stallscope.chart;

import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What the exchanges of one connection did together: at each time the farthest phase that any of
 * them was in, and whether each that was under way was held up. Phases before a connection is asked
 * for do not count.
 *
 * @param pieces by time, with gaps where nothing was under way
 */
public record SharedTimeline(List<Piece> pieces) {
  /** Of no exchange. */
  public static final SharedTimeline NONE = new SharedTimeline(List.of());

  public SharedTimeline {
    pieces = List.copyOf(pieces);
  }

  /**
   * A time in which nothing changed.
   *
   * @param isStalled whether nothing went on for any of the exchanges
   */
  public record Piece(TimeSpan span, Phase phase, boolean isStalled) {}

  /**
   * The timeline of exchanges; their number times its logarithm.
   *
   * @param lost when an exchange was held up
   */
  public static SharedTimeline of(
      List<Exchange> exchanges, Function<Exchange, List<LostTime>> lost) {
    Sweep sweep = new Sweep();
    for (Exchange exchange : exchanges) {
      for (PhaseTimings.Timing timing : exchange.phases().timings()) {
        if (isOnConnection(exchange, timing.phase())) {
          sweep.add(timing.span(), timing.phase().ordinal());
        }
      }
      long heldUntil = exchange.span().startNanos(); // before, nothing of it was under way
      for (LostTime stall : lost.apply(exchange)) {
        long start = Math.max(stall.startNanos(), heldUntil);
        heldUntil = Math.max(heldUntil, stall.endNanos());
        if (stall.endNanos() > start) {
          sweep.add(new TimeSpan(start, stall.endNanos()), Sweep.HELD_UP);
        }
      }
    }
    return new SharedTimeline(sweep.pieces());
  }

  /** A request's time in set-up stands in that set-up's own phases. */
  private static boolean isOnConnection(Exchange exchange, Phase phase) {
    return switch (phase) {
      case BLOCKED, DNS -> false;
      case CONNECT, TLS -> exchange.kind().isSetUp();
      case SEND, WAIT, RECEIVE -> true;
    };
  }

  /** Goes over the times at which something begins or ends. */
  private static final class Sweep {
    private static final Phase[] PHASES = Phase.values();

    /** The slot behind those of the phases. */
    static final int HELD_UP = PHASES.length;

    private final List<Change> changes = new ArrayList<>();
    private final int[] open = new int[HELD_UP + 1];

    private record Change(long nanos, int slot, int by) {}

    void add(TimeSpan span, int slot) {
      changes.add(new Change(span.startNanos(), slot, 1));
      changes.add(new Change(span.endNanos(), slot, -1));
    }

    List<Piece> pieces() {
      changes.sort(Comparator.comparingLong(Change::nanos));
      List<Piece> pieces = new ArrayList<>();
      for (int i = 0; i + 1 < changes.size(); i++) {
        open[changes.get(i).slot()] += changes.get(i).by();
        long from = changes.get(i).nanos();
        long to = changes.get(i + 1).nanos();
        int farthest = farthest();
        if (to > from && farthest >= 0) {
          add(pieces, new Piece(new TimeSpan(from, to), PHASES[farthest], isHeldUp()));
        }
      }
      return pieces;
    }

    private static void add(List<Piece> pieces, Piece next) {
      Piece last = pieces.isEmpty() ? null : pieces.getLast();
      if (last != null
          && last.span().endNanos() == next.span().startNanos()
          && last.phase() == next.phase()
          && last.isStalled() == next.isStalled()) {
        TimeSpan both = new TimeSpan(last.span().startNanos(), next.span().endNanos());
        pieces.set(pieces.size() - 1, new Piece(both, next.phase(), next.isStalled()));
      } else {
        pieces.add(next);
      }
    }

    private int farthest() {
      int phase = PHASES.length - 1;
      while (phase >= 0 && open[phase] == 0) {
        phase--;
      }
      return phase;
    }

    private boolean isHeldUp() {
      int underWay = 0;
      for (int phase = 0; phase < PHASES.length; phase++) {
        underWay += open[phase];
      }
      return open[HELD_UP] >= underWay;
    }
  }
}
