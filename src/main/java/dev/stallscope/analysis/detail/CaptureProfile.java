package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.time.TimeSpan;
import java.util.Arrays;

/**
 * Throughput and lost time over a span of time, in buckets of one width: what the overview strip
 * draws of a whole capture, or of a part of it.
 */
public final class CaptureProfile {
  private final TimeSpan span;
  private final int buckets;
  private final long[] wireBytes;
  private final int[] packets;
  private final long[] lostNanos;

  private CaptureProfile(TimeSpan span, int buckets) {
    this.span = span;
    this.buckets = buckets;
    wireBytes = new long[buckets];
    packets = new int[buckets];
    lostNanos = new long[buckets];
  }

  /**
   * Fills the buckets in one pass over the packet index.
   *
   * @param span from the first to the last instant that is of interest
   * @param buckets at least 1
   */
  public static CaptureProfile of(OpenCapture capture, TimeSpan span, int buckets) {
    CaptureProfile profile = new CaptureProfile(span, buckets);
    PacketIndex index = capture.index();
    for (int packet = 0; packet < index.count(); packet++) {
      profile.add(index.epochNanos(packet), index.originalLength(packet));
    }
    capture.analysis().lostTimes().all().forEach(profile::add);
    return profile;
  }

  private void add(long epochNanos, int bytes) {
    // The last instant of a capture is that of a packet, which must not fall out of it.
    if (epochNanos >= span.startNanos() && epochNanos <= span.endNanos()) {
      int bucket = bucket(epochNanos);
      wireBytes[bucket] += bytes;
      packets[bucket]++;
    }
  }

  /** The avoidable part is spread evenly over the whole. */
  private void add(LostTime lost) {
    long start = Math.max(lost.startNanos(), span.startNanos());
    long end = Math.min(lost.endNanos(), span.endNanos());
    if (lost.lostNanos() <= 0 || end <= start) {
      return;
    }
    double share = (double) lost.lostNanos() / lost.durationNanos();
    for (int bucket = bucket(start); bucket <= bucket(end); bucket++) {
      long overlap = Math.min(end, startNanos(bucket + 1)) - Math.max(start, startNanos(bucket));
      lostNanos[bucket] += Math.round(Math.max(0, overlap) * share);
    }
  }

  private int bucket(long epochNanos) {
    double share = (double) (epochNanos - span.startNanos()) / Math.max(1, span.durationNanos());
    return Math.clamp((int) (share * buckets), 0, buckets - 1);
  }

  public TimeSpan span() {
    return span;
  }

  public int buckets() {
    return buckets;
  }

  /** Where a bucket begins; the number of buckets gives where the last one ends. */
  public long startNanos(int bucket) {
    return span.startNanos() + (long) ((double) span.durationNanos() * bucket / buckets);
  }

  /** Bytes that the bucket's packets had on the wire. */
  public long wireBytes(int bucket) {
    return wireBytes[bucket];
  }

  public int packets(int bucket) {
    return packets[bucket];
  }

  /** Largest of all buckets, for the scale. */
  public long maxWireBytes() {
    return Arrays.stream(wireBytes).max().orElse(0);
  }

  /**
   * Lost time in the bucket: 1 where one connection lost all of its time, 2 where two did, 0 where
   * nothing was lost.
   */
  public double stallIntensity(int bucket) {
    long width = startNanos(bucket + 1) - startNanos(bucket);
    return width == 0 ? 0 : (double) lostNanos[bucket] / width;
  }
}
