package dev.stallscope.measure.quality;

import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a capture that paused, or whose clock jumped, from a network where nobody had anything to
 * say (STALLS Q2, X01). A silence alone proves nothing: either the hosts' own clocks say that
 * another time passed, or data moved meanwhile that nobody captured.
 */
public final class PauseFinder {
  /** Share of the connections that have to agree (STALLS 7, 26). */
  private static final double MOST = 0.8;

  /** A pause without the word of a clock is told from a second on (STALLS Q2). */
  private static final long LEAST_PAUSED_NANOS = Nanos.PER_SECOND;

  private PauseFinder() {}

  /**
   * The silences that were the capture's own, by time.
   *
   * @param silences by time
   * @param testimonies of all connections
   */
  public static List<ClockStep> pauses(List<Silence> silences, List<Testimony> testimonies) {
    Map<Silence, List<Testimony>> bySilence = new HashMap<>();
    for (Testimony testimony : testimonies) {
      bySilence.computeIfAbsent(testimony.silence(), _ -> new ArrayList<>()).add(testimony);
    }
    List<ClockStep> pauses = new ArrayList<>();
    for (Silence silence : silences) {
      kind(silence, bySilence.getOrDefault(silence, List.of()))
          .ifPresent(kind -> pauses.add(new ClockStep(kind, silence.span(), 0, silence.packet())));
    }
    return pauses;
  }

  private static Optional<ClockStep.Kind> kind(Silence silence, List<Testimony> testimonies) {
    long disagree = count(testimonies, Testimony.Clock.DISAGREES);
    long agree = count(testimonies, Testimony.Clock.WENT_ON);
    if (disagree > 0 && disagree >= MOST * (disagree + agree)) {
      return Optional.of(ClockStep.Kind.JUMPED_AHEAD);
    }
    if (silence.span().durationNanos() <= LEAST_PAUSED_NANOS) {
      return Optional.empty();
    }
    List<Testimony> active = testimonies.stream().filter(Testimony::isActive).toList();
    List<Testimony> moved = active.stream().filter(Testimony::hasMoved).toList();
    // One packet that the capture dropped behind a pause of one connection proves no pause.
    boolean isProven = moved.size() > 1 || moved.stream().anyMatch(Testimony::isBusy);
    return isProven && moved.size() >= MOST * active.size()
        ? Optional.of(ClockStep.Kind.PAUSED)
        : Optional.empty();
  }

  private static long count(List<Testimony> testimonies, Testimony.Clock clock) {
    return testimonies.stream().filter(testimony -> testimony.clock() == clock).count();
  }
}
