package dev.stallscope.ui.packets;

import dev.stallscope.analysis.PacketMarks;
import dev.stallscope.analysis.detail.PacketRow;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.ui.workspace.BackgroundTasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The lines that are looked at. A line is there at once and decoded in the background, the one
 * asked for last first; the last few thousand are kept. Belongs to the FX thread.
 */
final class PacketLines {
  /** Some screens full. */
  private static final int KEPT = 4096;

  /** Decoded at once: a screen full, so that what is visible comes together. */
  private static final int BATCH = 64;

  private final OpenedPackets packets;
  private final BackgroundTasks.Lane decoding;
  private final Consumer<Throwable> failed;
  private final Deque<PacketLine> wanted = new ArrayDeque<>();
  private boolean isDecoding;
  private boolean isDropped;
  private final Map<Integer, PacketLine> lines =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, PacketLine> eldest) {
          return size() > KEPT;
        }
      };

  PacketLines(OpenedPackets packets, BackgroundTasks.Lane decoding, Consumer<Throwable> failed) {
    this.packets = packets;
    this.decoding = decoding;
    this.failed = failed;
  }

  PacketLine line(int packet) {
    PacketLine known = lines.get(packet);
    if (known != null) {
      return known;
    }
    PacketIndex index = packets.capture().index();
    PacketLine line =
        new PacketLine(
            packet,
            index.epochNanos(packet),
            index.originalLength(packet),
            PacketMarks.of(index, packet));
    lines.put(packet, line);
    wanted.push(line);
    if (wanted.size() > KEPT) {
      lines.remove(wanted.removeLast().packet());
    }
    decodeNext();
    return line;
  }

  /** Decodes nothing more, since the capture is closed. */
  void drop() {
    isDropped = true;
    wanted.clear();
    decoding.drop();
  }

  private void decodeNext() {
    if (isDecoding || isDropped || wanted.isEmpty()) {
      return;
    }
    isDecoding = true;
    List<PacketLine> batch = new ArrayList<>();
    while (batch.size() < BATCH && !wanted.isEmpty()) {
      batch.add(wanted.pop());
    }
    List<Integer> numbers = batch.stream().map(PacketLine::packet).toList();
    decoding.submit(
        () -> packets.rows(numbers), rows -> decoded(batch, rows), cause -> failed(batch, cause));
  }

  private void decoded(List<PacketLine> batch, List<PacketRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      batch.get(i).decoded(rows.get(i));
    }
    isDecoding = false;
    decodeNext();
  }

  /** They may be asked for again, when the file is back. */
  private void failed(List<PacketLine> batch, Throwable cause) {
    batch.forEach(line -> lines.remove(line.packet()));
    wanted.clear();
    isDecoding = false;
    failed.accept(cause);
  }
}
