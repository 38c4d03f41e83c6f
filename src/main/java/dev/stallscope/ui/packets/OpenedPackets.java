package dev.stallscope.ui.packets;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.PacketDetail;
import dev.stallscope.analysis.detail.PacketReader;
import dev.stallscope.analysis.detail.PacketRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes packets of a capture for several background threads, one after the other. */
final class OpenedPackets {
  private final OpenCapture capture;
  private @Nullable PacketReader reader;

  OpenedPackets(OpenCapture capture) {
    this.capture = capture;
  }

  OpenCapture capture() {
    return capture;
  }

  synchronized List<PacketRow> rows(List<Integer> packets) throws IOException {
    List<PacketRow> rows = new ArrayList<>();
    for (int packet : packets) {
      rows.add(reader().row(packet));
    }
    return rows;
  }

  synchronized PacketDetail detail(int packet, boolean isRevealed) throws IOException {
    return reader().detail(packet, isRevealed);
  }

  /** Made where the time for it is nobody's. */
  private PacketReader reader() {
    if (reader == null) {
      reader = new PacketReader(capture);
    }
    return reader;
  }
}
