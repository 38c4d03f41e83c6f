package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.flow.FlowTable;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.protocol.OpenedContents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads some flows of a capture again, with all that they carry: what was passed over at first
 * because nobody had asked for it yet.
 */
final class SecondReading {
  private final Map<Integer, FlowReading> wanted = new HashMap<>();
  private final FlowTable table = new FlowTable();
  private final List<@Nullable Again> flows = new ArrayList<>();
  private final ShardTools tools;

  /** A flow as it was read first, and as it is now. */
  private record Again(FlowReading first, FlowMessages messages, FlowDecoding decoding) {}

  private SecondReading(Collection<FlowReading> flows, KeyRing keys) {
    flows.forEach(flow -> wanted.put(flow.firstPacket, flow));
    tools = new ShardTools(DecoderCatalogue.detector(keys, OpenedContents.ALL));
  }

  /**
   * Puts what is found now in the place of what was found first. Nothing is changed where somebody
   * cancels, or where the files do not hold as many packets any more.
   *
   * @param keys those that were met when the flows were read first
   * @param packets how many were read then
   * @throws IOException if a file cannot be read; the message says which and why
   */
  static void read(
      List<Path> files,
      Collection<FlowReading> flows,
      KeyRing keys,
      int packets,
      AnalysisProgress progress)
      throws IOException {
    SecondReading reading = new SecondReading(flows, keys);
    try (CaptureReader reader = CaptureFile.open(files)) {
      if (reading.read(reader, packets, progress)) {
        reading.end();
      }
    }
  }

  private boolean read(CaptureReader reader, int packets, AnalysisProgress progress)
      throws IOException {
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    DecodedBatch batch = new DecodedBatch();
    PacketCounts counts = new PacketCounts();
    while (counts.packets < packets && !progress.isCancelled() && reader.read(batch.packets)) {
      batch.decode(decoder, 1, counts);
      int inBatch = Math.min(batch.count(), packets - batch.packets.firstPacket());
      for (int i = 0; i < inBatch; i++) {
        if (batch.isFor(i, 0) && batch.cursor(i).kind != PacketKind.ICMP_ERROR) {
          read(batch.cursor(i));
        }
      }
    }
    return counts.packets >= packets;
  }

  private void read(PacketCursor packet) {
    int reference = table.assign(packet);
    int flow = FlowTable.flow(reference);
    while (flows.size() <= flow) {
      flows.add(again(wanted.get(packet.packet)));
    }
    Again again = flows.get(flow);
    if (again != null) {
      again.decoding().packet(FlowTable.side(reference), packet);
    }
  }

  private @Nullable Again again(@Nullable FlowReading first) {
    if (first == null) {
      return null;
    }
    FlowMessages messages = new FlowMessages(tools.held());
    ClientSide client = first.presumedClient;
    return new Again(
        first, messages, new FlowDecoding(first.sides, client, first.isTcp, tools, messages));
  }

  private void end() {
    for (Again again : flows) {
      if (again != null) {
        again.decoding().end(again.first().lastNanos, again.first().lastPacket);
        again.first().messages.messages.clear();
        again.first().messages.messages.addAll(again.messages().messages);
      }
    }
  }
}
