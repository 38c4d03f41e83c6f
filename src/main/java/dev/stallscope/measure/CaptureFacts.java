package dev.stallscope.measure;

import dev.stallscope.capture.CaptureInterface;
import dev.stallscope.capture.CaptureWarning;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was captured, and how far it can be trusted.
 *
 * @param files names of the files, in order
 * @param packets records in the files
 * @param wireBytes bytes of all packets on the wire
 * @param firstNanos time of the earliest packet, -1 for an empty capture
 * @param lastNanos time of the latest packet, -1 for an empty capture
 * @param vantage where the capture stood, over all connections
 * @param dropped packets dropped by the capture itself, where the file says so
 * @param truncatedPackets packets cut by the snap length
 * @param firstTruncatedPacket index of the first of them, or -1
 * @param duplicatePackets TCP packets captured twice
 * @param clockSteps where time ran backwards, or the capture paused
 * @param clockTickNanos what all times are multiples of, 0 where that is less than 10 ms
 */
public record CaptureFacts(
    List<String> files,
    int packets,
    long wireBytes,
    long firstNanos,
    long lastNanos,
    int tcpPackets,
    int udpPackets,
    int otherPackets,
    List<CaptureInterface> interfaces,
    Vantage vantage,
    List<CaptureWarning> warnings,
    OptionalLong dropped,
    int truncatedPackets,
    int firstTruncatedPacket,
    int duplicatePackets,
    List<ClockStep> clockSteps,
    long clockTickNanos) {
  /** A wait of so many ticks is known to a fifth of its length; a shorter one is not. */
  private static final int LEAST_TICKS = 5;

  /** The shortest wait whose length the clock can tell, nanoseconds. */
  public long leastMeasurableNanos() {
    return leastMeasurableNanos(clockTickNanos);
  }

  /** The same of any clock. */
  public static long leastMeasurableNanos(long clockTickNanos) {
    return LEAST_TICKS * clockTickNanos;
  }

  /**
   * A step of the capture's clock.
   *
   * @param span the time without a packet, or an empty span where time ran backwards
   * @param backNanos how far time ran backwards, 0 otherwise
   * @param packet index of the packet after the step
   */
  public record ClockStep(Kind kind, TimeSpan span, long backNanos, int packet) {
    /** What happened to the clock, or to the capture. */
    public enum Kind {
      /** The clock was set back. */
      RAN_BACK,
      /** Less time passed than the clock says: it was set forwards, or the machine slept. */
      JUMPED_AHEAD,
      /** Time passed and data moved, and nothing was captured. */
      PAUSED
    }

    /** Size of the step or length of the pause. */
    public long sizeNanos() {
      return Math.max(backNanos, span.durationNanos());
    }
  }
}
