package dev.stallscope.measure.timeline;

import dev.stallscope.measure.StallCause;
import dev.stallscope.measure.TimeThresholds;
import java.util.Optional;

/** Pauses that are nobody's fault: between exchanges, by design, or after the end. */
final class RestWaits implements Judge {
  @Override
  public Optional<Verdict> judge(Gap gap) {
    return switch (gap.token()) {
      case CLIENT -> Optional.of(between(gap));
      case STREAMING ->
          Optional.of(
              Verdict.blameless(
                  gap,
                  gap.durationNanos() < gap.clocks().stallNanos()
                      ? StallCause.TRANSFER
                      : StallCause.IDLE,
                  0.9));
      case UNKNOWN -> unknown(gap);
      case RESPONSE, REQUEST, SERVER, SETUP, CONNECT -> Optional.empty();
    };
  }

  /** The client thinks when it asks again soon; else nobody wanted anything. */
  static Verdict between(Gap gap) {
    boolean isThinking =
        gap.exchange().isPresent()
            && gap.stretch().endNanos()
                    - Math.max(gap.stretch().startNanos(), gap.scene().connection().startNanos())
                <= TimeThresholds.SESSION_PAUSE_NANOS;
    return Verdict.blameless(
        gap, isThinking ? StallCause.CLIENT_THINK : StallCause.IDLE, isThinking ? 0.8 : 0.9);
  }

  /** Without a protocol only data in flight show that somebody waits. */
  private static Optional<Verdict> unknown(Gap gap) {
    boolean isQuiet = gap.fromClient().flightBytes() == 0 && gap.fromServer().flightBytes() == 0;
    boolean isLong = gap.durationNanos() >= gap.clocks().stallNanos();
    return isQuiet || isLong
        ? Optional.of(Verdict.blameless(gap, isLong ? StallCause.IDLE : StallCause.TRANSFER, 0.5))
        : Optional.empty();
  }
}
