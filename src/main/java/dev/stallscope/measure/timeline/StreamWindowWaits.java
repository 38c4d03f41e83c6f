package dev.stallscope.measure.timeline;

import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/**
 * The sender of a stream had used up what its receiver allowed (H01): until it is allowed more, and
 * as long as that takes to reach it and the next data to come back, nothing can be sent.
 */
final class StreamWindowWaits implements Judge {
  /** A sender goes on within this once it is allowed to (STALLS H01). */
  private static final long PROMPT_NANOS = Nanos.ofMillis(5);

  @Override
  public Optional<Verdict> judge(Gap gap) {
    return switch (gap.token()) {
      case REQUEST -> judge(gap, Direction.CLIENT_TO_SERVER);
      case RESPONSE, STREAMING -> judge(gap, Direction.SERVER_TO_CLIENT);
      case SERVER, SETUP, CONNECT, CLIENT, UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<Verdict> judge(Gap gap, Direction direction) {
    long granted = gap.scene().creditWaits().grantedNanos(direction, gap.startNanos());
    if (granted == Long.MIN_VALUE) {
      return Optional.empty();
    }
    long until = granted + gap.scene().path().toSender(direction) + PROMPT_NANOS;
    if (gap.startNanos() >= until) {
      return Optional.empty();
    }
    long end = Math.min(gap.endNanos(), until);
    return Optional.of(
        new Verdict(StallCause.STREAM_FLOW_CONTROL, end, end - gap.startNanos(), 0.9));
  }
}
