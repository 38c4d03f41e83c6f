package dev.stallscope.exchange;

import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Optional;

/**
 * The phases that an exchange went through: contiguous, in order, together exactly its duration. A
 * phase that did not happen is absent.
 */
public record PhaseTimings(List<Timing> timings) {
  public PhaseTimings {
    timings = List.copyOf(timings);
    for (int i = 1; i < timings.size(); i++) {
      if (timings.get(i).span().startNanos() != timings.get(i - 1).span().endNanos()) {
        throw new IllegalArgumentException("phases are not contiguous: " + timings);
      }
    }
  }

  /** One phase. */
  public record Timing(Phase phase, TimeSpan span) {}

  /** The first part of a phase; blocked may have several. */
  public Optional<TimeSpan> span(Phase phase) {
    for (Timing timing : timings) {
      if (timing.phase() == phase) {
        return Optional.of(timing.span());
      }
    }
    return Optional.empty();
  }

  /** Time spent in a phase in nanoseconds, all its parts together; 0 where it did not happen. */
  public long durationNanos(Phase phase) {
    long sum = 0;
    for (Timing timing : timings) {
      if (timing.phase() == phase) {
        sum += timing.span().durationNanos();
      }
    }
    return sum;
  }
}
