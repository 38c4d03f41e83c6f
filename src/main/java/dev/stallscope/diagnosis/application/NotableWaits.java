package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The waits of those exchanges that lost enough in all; of a connection where none was open. */
final class NotableWaits {
  private NotableWaits() {}

  /** Whether an exchange's waits are a trouble. */
  @FunctionalInterface
  interface Test {
    /**
     * Judges an exchange.
     *
     * @param wait any of its waits
     * @param lostNanos what it lost in all of them
     */
    boolean isNotable(Wait wait, long lostNanos);
  }

  private record Track(int exchange, int connection) {
    static Track of(Wait wait) {
      return wait.exchange() >= 0
          ? new Track(wait.exchange(), -1)
          : new Track(-1, wait.connection());
    }
  }

  static Optional<WaitGroup> of(WaitGroup group, Test test) {
    Map<Track, Long> lost = new HashMap<>();
    for (Wait wait : group.waits()) {
      lost.merge(Track.of(wait), wait.lostNanos(), Long::sum);
    }
    List<Wait> notable =
        group.waits().stream()
            .filter(wait -> test.isNotable(wait, lost.getOrDefault(Track.of(wait), 0L)))
            .toList();
    return notable.isEmpty()
        ? Optional.empty()
        : Optional.of(new WaitGroup(group.client(), group.server(), notable));
  }
}
