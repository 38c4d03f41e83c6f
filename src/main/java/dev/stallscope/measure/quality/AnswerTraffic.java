package dev.stallscope.measure.quality;

import dev.stallscope.time.Ascending;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** When answers came in to one client, on one of its connections or on several at a time. */
final class AnswerTraffic {
  private static final int SEVERAL = -1;

  private final List<Part> parts = new ArrayList<>();

  private AnswerTraffic() {}

  /**
   * A time in which the same connections had answers.
   *
   * @param connection which one, or {@link #SEVERAL}
   */
  private record Part(TimeSpan span, int connection) {
    long startNanos() {
      return span.startNanos();
    }

    long endNanos() {
      return span.endNanos();
    }
  }

  /** A connection's answers begin to come in, or are over. */
  private record Turn(long nanos, int connection, int step) {}

  /**
   * The traffic of one client.
   *
   * @param answers by connection, in any order
   */
  static AnswerTraffic of(Map<Integer, List<TimeSpan>> answers) {
    List<Turn> turns = new ArrayList<>();
    answers.forEach(
        (connection, spans) -> {
          for (TimeSpan span : TimeSpan.joined(spans)) {
            turns.add(new Turn(span.startNanos(), connection, 1));
            turns.add(new Turn(span.endNanos(), connection, -1));
          }
        });
    turns.sort(Comparator.comparingLong(Turn::nanos));
    AnswerTraffic traffic = new AnswerTraffic();
    int count = 0;
    long ids = 0;
    long since = 0;
    for (Turn turn : turns) {
      if (count > 0 && turn.nanos > since) {
        // The sum of one id is that id.
        traffic.parts.add(
            new Part(new TimeSpan(since, turn.nanos), count == 1 ? (int) ids : SEVERAL));
      }
      count += turn.step;
      ids += (long) turn.step * turn.connection;
      since = turn.nanos;
    }
    return traffic;
  }

  /** How much of a time passed while answers came in on other connections than this. */
  long besideNanos(int connection, long fromNanos, long toNanos) {
    long nanos = 0;
    for (int i = Ascending.firstAbove(parts, Part::endNanos, fromNanos);
        i < parts.size() && parts.get(i).startNanos() < toNanos;
        i++) {
      Part part = parts.get(i);
      if (part.connection != connection) {
        nanos += Math.min(toNanos, part.endNanos()) - Math.max(fromNanos, part.startNanos());
      }
    }
    return nanos;
  }
}
