package dev.stallscope.analysis;

import dev.stallscope.capture.PacketBatch;
import dev.stallscope.measure.CaptureFacts.ClockStep;
import dev.stallscope.measure.quality.ClockWatch;
import dev.stallscope.measure.quality.Silence;
import dev.stallscope.packet.PacketKind;
import java.util.List;

/** What is counted over all packets of a capture, and where its clock ran backwards. */
final class PacketCounts {
  int packets;
  long wireBytes;
  int tcp;
  int udp;
  int other;
  int truncated;
  int firstTruncated = -1;
  long firstNanos = -1;
  long lastNanos = -1;
  private final ClockWatch clock = new ClockWatch();

  void count(PacketBatch batch, int i, PacketKind kind) {
    packets++;
    wireBytes += batch.originalLength(i);
    switch (kind) {
      case TCP -> tcp++;
      case UDP -> udp++;
      case ICMP_ERROR, FRAGMENT, OTHER -> other++;
    }
    if (batch.capturedLength(i) < batch.originalLength(i)) {
      firstTruncated = truncated == 0 ? batch.firstPacket() + i : firstTruncated;
      truncated++;
    }
    long nanos = batch.epochNanos(i);
    firstNanos = firstNanos < 0 ? nanos : Math.min(firstNanos, nanos);
    lastNanos = Math.max(lastNanos, nanos);
    clock.packet(batch.firstPacket() + i, batch.interfaceId(i), nanos);
  }

  /** Where the clock ran backwards. */
  List<ClockStep> stepsBack() {
    return clock.steps();
  }

  /** How coarse the clock is, nanoseconds; 0 where it is finer than 10 ms. */
  long clockTickNanos() {
    return clock.tickNanos();
  }

  /** When there was no packet at all. */
  List<Silence> silences() {
    return clock.silences();
  }
}
