package dev.stallscope.ui.packets;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.PacketSelection;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.workspace.Selected;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one scope.
 *
 * @param packets indexes from 0, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // as many as a capture has, never compared
record FoundPackets(PacketScope scope, int[] packets) {

  /** A selected packet that is not of the wanted scope is shown among those around it. */
  static FoundPackets of(
      OpenCapture capture, PacketScope wanted, Selected now, @Nullable TimeSpan range) {
    PacketSelection selection = new PacketSelection(capture);
    PacketScope scope = wanted;
    int[] packets = scope.packets(selection);
    if (now.packet() >= 0 && now.connection() >= 0 && !contains(packets, now.packet())) {
      scope = new PacketScope.OfConnection(now.connection());
      packets = scope.packets(selection);
    }
    if (now.packet() >= 0 && !contains(packets, now.packet())) {
      scope = new PacketScope.All();
      packets = scope.packets(selection);
    }
    return new FoundPackets(
        scope, range == null ? packets : within(capture.index(), packets, range));
  }

  private static boolean contains(int[] packets, int packet) {
    return Arrays.binarySearch(packets, packet) >= 0;
  }

  /** The last instant of a range is part of it: the capture's last packet is there. */
  private static int[] within(PacketIndex index, int[] packets, TimeSpan range) {
    return Arrays.stream(packets)
        .filter(packet -> index.epochNanos(packet) >= range.startNanos())
        .filter(packet -> index.epochNanos(packet) <= range.endNanos())
        .toArray();
  }
}
