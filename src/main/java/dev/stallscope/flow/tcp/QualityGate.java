package dev.stallscope.flow.tcp;

import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;
import java.util.EnumSet;
import java.util.Set;

/** Finds what limits verdicts about a connection (STALLS 0.5). */
final class QualityGate {
  private static final long CLOCK_STEP_NANOS = Nanos.PER_MILLI;
  private static final long TAP_REORDERING_NANOS = Nanos.PER_MILLI;
  private static final int TAP_REORDERING_ROWS = 64;
  private static final int UNSEEN_PER_THOUSAND = 1;
  private static final long ONE_SIDED_BYTES = 10_000;

  /** So often nobody sends the same bytes who heard that they arrived. */
  private static final int UNHEARD_COPIES = 3;

  private final ConnectionTrace trace;
  private final Set<CaptureQuality> flags = EnumSet.noneOf(CaptureQuality.class);
  private final int[] packets = new int[2];
  private final long[] bytes = new long[2];
  private final long[] acknowledgedBytes = new long[2];
  private final SeenBytes seen;
  private int dataSegments;
  private int unseen;
  private boolean hasSyn;
  private boolean hasEnd;
  private boolean hasAnswers;

  QualityGate(ConnectionTrace trace) {
    this.trace = trace;
    seen = new SeenBytes(trace);
  }

  /**
   * @param clientSizes and {@code serverSizes}: the largest segments of either side
   */
  Set<CaptureQuality> judge(SegmentSizes clientSizes, SegmentSizes serverSizes) {
    long last = trace.epochNanos(0);
    for (int row = 0; row < trace.size(); row++) {
      count(row, trace.isFromClient(row) ? clientSizes : serverSizes);
      long now = trace.epochNanos(row);
      if (now < last - CLOCK_STEP_NANOS) {
        flags.add(CaptureQuality.CLOCK_BACK);
      }
      last = now;
      if (trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
        flags.add(CaptureQuality.DUPLICATES);
      } else if (trace.has(row, SegmentEvent.ACKED_UNSEEN_SEGMENT)) {
        unseen(row);
      }
    }
    add(
        CaptureQuality.UNSEEN_ACKNOWLEDGED,
        unseen * 1000L > (long) dataSegments * UNSEEN_PER_THOUSAND);
    add(CaptureQuality.ONE_SIDED, isOneSided());
    add(CaptureQuality.STARTS_IN_THE_MIDDLE, !hasSyn);
    add(CaptureQuality.ENDS_IN_THE_MIDDLE, !hasEnd);
    return Set.copyOf(flags);
  }

  private void count(int row, SegmentSizes sizes) {
    int side = trace.direction(row).ordinal();
    int payload = trace.payloadBytes(row);
    packets[side]++;
    bytes[side] += payload;
    dataSegments += payload > 0 ? 1 : 0;
    hasSyn |= trace.isSyn(row);
    hasEnd |= (trace.flags(row) & (TcpFlags.FIN | TcpFlags.RST)) != 0;
    hasAnswers |= trace.isAck(row) && !trace.isReset(row);
    acknowledgedBytes[1 - side] = Math.max(acknowledgedBytes[1 - side], trace.acknowledgment(row));
    if (payload > sizes.mss() && (!sizes.isGuessed() || payload >= 2 * sizes.mss())) {
      flags.add(CaptureQuality.OFFLOAD);
    }
    if (trace.payloadCaptured(row) < payload) {
      flags.add(CaptureQuality.SNAPLEN);
    }
  }

  /**
   * Data acknowledged before they were captured: dropped, unless they follow at once. The label
   * also stands where a repetition had carried them together with older bytes.
   */
  private void unseen(int row) {
    if (seen.holdAcknowledgedBy(row)) {
      return;
    }
    long end = Math.min(trace.size(), row + 1L + TAP_REORDERING_ROWS);
    for (int later = row + 1; later < end; later++) {
      if (trace.epochNanos(later) - trace.epochNanos(row) > TAP_REORDERING_NANOS) {
        break;
      }
      if (trace.isFromClient(later) != trace.isFromClient(row)
          && trace.occupiesSequence(later)
          && trace.sequence(later) < trace.acknowledgment(row)
          && trace.end(later) >= trace.acknowledgment(row)) {
        flags.add(CaptureQuality.TAP_REORDERED);
        return;
      }
    }
    unseen++;
    trace.addEvents(row, SegmentEvent.ACKED_MISSED.bit());
  }

  private boolean isOneSided() {
    if (packets[0] == 0 || packets[1] == 0) {
      return hasAnswers && !isUnheard();
    }
    return isMissing(0) || isMissing(1);
  }

  /**
   * Whether one side does nothing but repeat a segment, ever more slowly: whatever the capture
   * lacks, no answer reached it.
   */
  private boolean isUnheard() {
    int copies = 0;
    int last = 0;
    long firstPause = 0;
    long lastPause = 0;
    for (int row = 0; row < trace.size(); row++) {
      if (trace.sequence(row) != trace.sequence(0)
          || trace.acknowledgment(row) != trace.acknowledgment(0)) {
        return false;
      }
      if (trace.payloadBytes(row) > 0 && !trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
        lastPause = trace.epochNanos(row) - trace.epochNanos(last);
        firstPause = copies == 1 ? lastPause : firstPause;
        copies++;
        last = row;
      }
    }
    return copies >= UNHEARD_COPIES && 2 * lastPause >= 3 * firstPause;
  }

  private boolean isMissing(int side) {
    return acknowledgedBytes[side] > ONE_SIDED_BYTES && bytes[side] * 100 < acknowledgedBytes[side];
  }

  private void add(CaptureQuality flag, boolean applies) {
    if (applies) {
      flags.add(flag);
    }
  }
}
