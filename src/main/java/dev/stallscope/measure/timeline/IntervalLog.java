package dev.stallscope.measure.timeline;

import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Intervals in their order, without a gap or overlap; neighbours of one cause are joined. */
final class IntervalLog {
  private final List<CauseInterval> done = new ArrayList<>();
  private boolean hasOpen;
  private Object owner = this;
  private StallCause cause = StallCause.UNDETERMINED;
  private long startNanos;
  private long endNanos;
  private long lostNanos;
  private int firstPacket;
  private int lastPacket;
  private double weightedConfidence;
  private @Nullable Direction data;

  /**
   * Goes on to the end of the next interval.
   *
   * @param owner intervals of different owners stay apart, unless nobody is to blame
   * @param data whose data waited, where no exchange tells; those of either side stay apart, too
   */
  void add(
      Object owner,
      StallCause cause,
      long startNanos,
      long endNanos,
      long lostNanos,
      int firstPacket,
      int lastPacket,
      double confidence,
      @Nullable Direction data) {
    long duration = endNanos - startNanos;
    if (duration <= 0) {
      return;
    }
    if (!hasOpen
        || this.cause != cause
        || !cause.isBlameless() && (this.data != data || !Objects.equals(this.owner, owner))
        || this.endNanos != startNanos) {
      close();
      hasOpen = true;
      this.owner = owner;
      this.data = data;
      this.cause = cause;
      this.startNanos = startNanos;
      this.firstPacket = firstPacket;
    }
    this.endNanos = endNanos;
    this.lastPacket = lastPacket;
    this.lostNanos += Math.min(lostNanos, duration);
    this.weightedConfidence += confidence * duration;
  }

  private void close() {
    if (hasOpen) {
      done.add(
          new CauseInterval(
              cause,
              startNanos,
              endNanos,
              cause.isBlameless() ? 0 : lostNanos,
              firstPacket,
              lastPacket,
              weightedConfidence / (endNanos - startNanos),
              cause.isBlameless() ? null : data));
    }
    hasOpen = false;
    lostNanos = 0;
    weightedConfidence = 0;
  }

  /** Trusts the intervals of one cause no more than so far; what is open is closed. */
  void limitConfidence(StallCause limited, double most) {
    close();
    done.replaceAll(
        interval ->
            interval.cause() == limited && interval.confidence() > most
                ? interval.withConfidence(most)
                : interval);
  }

  /** All intervals so far; the log is to be used no more. */
  List<CauseInterval> finished() {
    close();
    return List.copyOf(done);
  }
}
