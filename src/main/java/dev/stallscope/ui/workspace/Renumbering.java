package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.CaptureFlow;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.capture.PacketIndex;
import java.util.List;
import java.util.Optional;

/**
 * What packets and connections of a capture are called in a later state of it: as before, unless
 * files in front were dropped, as the oldest of a ring are.
 */
final class Renumbering {
  private final OpenCapture before;
  private final OpenCapture later;
  private final int gone;

  Renumbering(OpenCapture before, OpenCapture later) {
    this.before = before;
    this.later = later;
    gone = firstPacketOf(droppedFiles(before, later), before.index());
  }

  /** How many files in front the later state has no more. */
  private static int droppedFiles(OpenCapture before, OpenCapture later) {
    int dropped = 0;
    while (dropped < before.files().size()
        && !later.files().contains(before.files().get(dropped))) {
      dropped++;
    }
    return dropped;
  }

  /** Files of a ring follow each other in time, and so do their packets. */
  private static int firstPacketOf(int file, PacketIndex index) {
    int low = 0;
    int high = index.count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (index.fileNumber(middle) < file) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The index of a packet, or -1 if it is gone or was none. */
  int packet(int old) {
    return old < gone ? -1 : old - gone;
  }

  /** The id of a connection, or -1 if nothing of it is left or it was none. */
  int connection(int old) {
    if (gone == 0 || old < 0 || old >= before.flows().size()) {
      return old;
    }
    CaptureFlow flow = before.flows().get(old);
    for (int packet = Math.max(gone, flow.firstPacket()); packet <= flow.lastPacket(); packet++) {
      if (before.index().flow(packet) == old && packet - gone < later.index().count()) {
        return Math.max(-1, later.index().flow(packet - gone));
      }
    }
    return -1;
  }

  /** The first of some packets that is left. */
  Optional<Integer> first(List<Integer> old) {
    return old.stream().map(this::packet).filter(packet -> packet >= 0).findFirst();
  }
}
