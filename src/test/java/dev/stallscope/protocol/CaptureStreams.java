package dev.stallscope.protocol;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.flow.FlowTable;
import dev.stallscope.flow.tcp.ReassemblyBudget;
import dev.stallscope.flow.tcp.StreamConsumer;
import dev.stallscope.flow.tcp.TcpReassembly;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.packet.TcpFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the TCP streams of a capture file with detection, for comparisons with other tools. */
public final class CaptureStreams {
  private final ProtocolDetector detector;
  private final FlowTable flows = new FlowTable();
  private final Map<Integer, Stream> streams = new HashMap<>();
  private final ReassemblyBudget budget = new ReassemblyBudget();

  private CaptureStreams(ProtocolDetector detector) {
    this.detector = detector;
  }

  /**
   * What one connection held.
   *
   * @param protocol what was recognised
   */
  public record Stream(
      int flow, DetectingDecoder decoder, TcpReassembly reassembly, MessageRecorder recorder) {
    public Optional<AppProtocol> protocol() {
      return decoder.protocol();
    }
  }

  /** The streams of a file, in the order of their first packets. */
  public static List<Stream> read(Path file, ProtocolDetector detector) throws IOException {
    CaptureStreams reader = new CaptureStreams(detector);
    reader.read(file);
    return reader.streams.values().stream()
        .sorted((a, b) -> Integer.compare(a.flow(), b.flow()))
        .toList();
  }

  private void read(Path file) throws IOException {
    PacketDecoder packets = new PacketDecoder(new AnomalyLog());
    PacketBatch batch = new PacketBatch();
    PacketCursor cursor = new PacketCursor();
    long lastNanos = 0;
    int lastPacket = 0;
    try (CaptureReader reader = CaptureFile.open(file)) {
      while (reader.read(batch)) {
        for (int i = 0; i < batch.count(); i++) {
          packets.decode(batch, i, cursor);
          lastNanos = cursor.epochNanos;
          lastPacket = cursor.packet;
          if (cursor.kind == PacketKind.TCP) {
            segment(cursor);
          }
        }
      }
    }
    for (Stream stream : streams.values()) {
      stream.reassembly().end(lastNanos, lastPacket);
    }
  }

  private void segment(PacketCursor packet) {
    int reference = flows.assign(packet);
    Stream stream = streams.computeIfAbsent(FlowTable.flow(reference), flow -> open(flow, packet));
    stream.reassembly().segment(FlowTable.side(reference), packet);
  }

  private Stream open(int flow, PacketCursor first) {
    boolean isSynAck = first.hasFlag(TcpFlags.SYN) && first.hasFlag(TcpFlags.ACK);
    boolean isServerFirst =
        isSynAck || (!first.hasFlag(TcpFlags.SYN) && first.sourcePort < first.destinationPort);
    int client = isServerFirst ? 1 : 0;
    MessageRecorder recorder = new MessageRecorder();
    DetectingDecoder decoder =
        new DetectingDecoder(
            new DecoderContext(
                Transport.TCP,
                flows.endpoint(flow, client),
                flows.endpoint(flow, 1 - client),
                recorder,
                detector,
                new ContentBudget(DecodeLimits.CONTENT_BUDGET_BYTES)));
    Direction ofFirst = isServerFirst ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER;
    TcpReassembly reassembly =
        new TcpReassembly(new Feed(decoder, ofFirst), new Feed(decoder, ofFirst.reverse()), budget);
    return new Stream(flow, decoder, reassembly, recorder);
  }

  /** Hands what the reassembler delivers to the decoder. */
  private record Feed(StreamDecoder decoder, Direction direction, StreamBytes view)
      implements StreamConsumer {
    Feed(StreamDecoder decoder, Direction direction) {
      this(decoder, direction, new StreamBytes());
    }

    @Override
    public void bytes(
        byte[] array,
        int offset,
        int length,
        long streamOffset,
        long acknowledgedOffset,
        long epochNanos,
        int packet) {
      view.set(array, offset, length, streamOffset, epochNanos, packet);
      decoder.bytes(direction, view.acknowledging(acknowledgedOffset));
    }

    @Override
    public void gap(
        boolean isCutBySnaplen, long streamOffset, long length, long epochNanos, int packet) {
      StreamGap.Reason reason =
          isCutBySnaplen ? StreamGap.Reason.SNAPLEN : StreamGap.Reason.NOT_CAPTURED;
      decoder.gap(direction, new StreamGap(reason, streamOffset, length, epochNanos, packet));
    }

    @Override
    public void end(End end, long epochNanos, int packet) {
      decoder.end(direction, StreamEnd.valueOf(end.name()), epochNanos, packet);
    }
  }
}
