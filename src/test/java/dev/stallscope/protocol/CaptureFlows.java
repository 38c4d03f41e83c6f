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
import dev.stallscope.protocol.ProtocolDetector.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What decoders find in the flows of a capture, for comparison with what others find. */
public final class CaptureFlows {
  private final ProtocolDetector detector;
  private final FlowTable table = new FlowTable();
  private final ReassemblyBudget budget = new ReassemblyBudget();
  private final List<Flow> flows = new ArrayList<>();
  private int tcpFlows;
  private long lastNanos;
  private int lastPacket;

  private CaptureFlows(List<ProtocolDecoder> decoders) {
    detector = new CatalogueDetector(decoders);
  }

  /**
   * A flow and what was found in it.
   *
   * @param stream number among the flows of its transport, from 0, as tshark counts TCP streams
   */
  public record Found(Transport transport, int stream, MessageRecorder recorder) {}

  /** Reads a capture; packets have their index in it. */
  public static List<Found> read(Path file, List<ProtocolDecoder> decoders) throws IOException {
    CaptureFlows capture = new CaptureFlows(decoders);
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    PacketBatch batch = new PacketBatch();
    try (CaptureReader reader = CaptureFile.open(file)) {
      while (reader.read(batch)) {
        for (int i = 0; i < batch.count(); i++) {
          decoder.decode(batch, i, cursor);
          capture.packet(cursor);
        }
      }
    }
    return capture.flows.stream().map(capture::finish).toList();
  }

  private void packet(PacketCursor packet) {
    lastNanos = packet.epochNanos;
    lastPacket = packet.packet;
    if (packet.kind != PacketKind.TCP && packet.kind != PacketKind.UDP) {
      return;
    }
    int reference = table.assign(packet);
    int number = FlowTable.flow(reference);
    if (number == flows.size()) {
      boolean isTcp = packet.kind == PacketKind.TCP;
      flows.add(new Flow(number, isTcp ? tcpFlows++ : number - tcpFlows, packet));
    }
    flows.get(number).packet(FlowTable.side(reference), packet);
  }

  private Found finish(Flow flow) {
    flow.end();
    return new Found(flow.transport, flow.stream, flow.recorder);
  }

  private final class Flow {
    private final Transport transport;
    private final int stream;
    private final int clientSide;
    private final DecoderContext context;
    private final MessageRecorder recorder = new MessageRecorder();
    private final DetectingDecoder decoder;
    private final TcpReassembly reassembly;
    private @Nullable DatagramDecoder datagrams;
    private boolean isReversed;

    Flow(int number, int stream, PacketCursor first) {
      this.stream = stream;
      transport = table.transport(number);
      boolean isAnswer = first.hasFlag(TcpFlags.SYN) && first.hasFlag(TcpFlags.ACK);
      clientSide = first.kind == PacketKind.TCP && isAnswer ? 1 : 0;
      context =
          new DecoderContext(
              transport,
              table.endpoint(number, clientSide),
              table.endpoint(number, 1 - clientSide),
              recorder,
              detector,
              new ContentBudget(DecodeLimits.CONTENT_BUDGET_BYTES));
      decoder = new DetectingDecoder(context);
      reassembly = new TcpReassembly(consumer(0), consumer(1), budget);
    }

    void packet(int side, PacketCursor packet) {
      if (transport == Transport.TCP) {
        reassembly.segment(side, packet);
      } else {
        datagram(direction(side), packet);
      }
    }

    private Direction direction(int side) {
      return side == clientSide ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
    }

    private void datagram(Direction direction, PacketCursor packet) {
      if (datagrams == null
          && detector.detect(
                  transport,
                  direction,
                  packet.bytes,
                  packet.payloadOffset,
                  packet.payloadCaptured,
                  context.client().port(),
                  context.server().port())
              instanceof Outcome.Found(ProtocolDecoder found, boolean reversed)) {
        isReversed = reversed;
        datagrams = found.datagrams(context).orElse(null);
      }
      if (datagrams != null) {
        StreamBytes bytes = new StreamBytes();
        bytes.set(
            packet.bytes,
            packet.payloadOffset,
            packet.payloadCaptured,
            -1,
            packet.epochNanos,
            packet.packet);
        datagrams.datagram(
            isReversed ? direction.reverse() : direction, bytes, packet.payloadLength);
      }
    }

    void end() {
      if (transport == Transport.TCP) {
        reassembly.end(lastNanos, lastPacket);
      } else if (datagrams != null) {
        datagrams.end();
      }
    }

    private StreamConsumer consumer(int side) {
      return new StreamConsumer() {
        private final StreamBytes view = new StreamBytes();

        @Override
        public void bytes(
            byte[] array,
            int offset,
            int length,
            long streamOffset,
            long acknowledgedOffset,
            long nanos,
            int packet) {
          view.set(array, offset, length, streamOffset, nanos, packet);
          decoder.bytes(direction(side), view.acknowledging(acknowledgedOffset));
        }

        @Override
        public void gap(boolean isCut, long streamOffset, long length, long nanos, int packet) {
          StreamGap.Reason reason =
              isCut ? StreamGap.Reason.SNAPLEN : StreamGap.Reason.NOT_CAPTURED;
          decoder.gap(direction(side), new StreamGap(reason, streamOffset, length, nanos, packet));
        }

        @Override
        public void end(End end, long nanos, int packet) {
          decoder.end(direction(side), StreamEnd.valueOf(end.name()), nanos, packet);
        }
      };
    }
  }
}
