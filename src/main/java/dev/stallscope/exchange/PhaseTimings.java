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

  public Optional<TimeSpan> span(Phase phase) {
    return timings.stream().filter(timing -> timing.phase() == phase).map(Timing::span).findFirst();
  }

  /** Duration of a phase in nanoseconds, 0 where it did not happen. */
  public long durationNanos(Phase phase) {
    return span(phase).map(TimeSpan::durationNanos).orElse(0L);
  }
}
