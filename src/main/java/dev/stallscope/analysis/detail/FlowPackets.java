package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.CaptureFlow;
import dev.stallscope.analysis.FlowDecoding;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.capture.LinkDirection;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.protocol.MessageSink;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** The packets of one flow, read and decoded again in the order of the capture. */
final class FlowPackets {
  /** Packets before a flow in which fragments of its first datagram are looked for. */
  private static final int FRAGMENTS_BEFORE = 4096;

  private final OpenCapture capture;
  private final PacketIndex index;
  private final PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
  private final PacketCursor cursor = new PacketCursor();

  FlowPackets(OpenCapture capture) {
    this.capture = capture;
    index = capture.index();
  }

  /** Takes the packets of a flow. */
  interface Visitor {
    /**
     * One packet; the cursor is only lent for the call.
     *
     * @param side 0 for the client
     * @return whether to go on
     */
    boolean packet(int side, PacketCursor cursor);
  }

  /**
   * Visits the packets of a flow.
   *
   * @throws IOException if a file cannot be read
   */
  void visit(CaptureFlow flow, Visitor visitor) throws IOException {
    // Fragments of any flow go through the decoder, which puts datagrams together; those of the
    // first datagram stand before the packet that completes it.
    int first = Math.max(0, flow.firstPacket() - FRAGMENTS_BEFORE);
    IntStream packets =
        IntStream.rangeClosed(first, flow.lastPacket())
            .filter(packet -> index.flow(packet) == flow.id() || isFragment(packet));
    capture
        .bytes()
        .visit(
            packets,
            (packet, array, offset, length) -> {
              decode(packet, array, offset, length);
              return isFragment(packet) || visitor.packet(index.side(packet), cursor);
            });
  }

  /**
   * Has the decoders read what a flow carries once more.
   *
   * @param sink takes what is found on it
   * @param isEnough asked after each packet whether the rest is not wanted
   * @throws IOException if a file cannot be read
   */
  void decode(CaptureFlow flow, MessageSink sink, BooleanSupplier isEnough) throws IOException {
    FlowDecoding decoding = FlowDecoding.again(capture, flow, sink);
    visit(
        flow,
        (side, packet) -> {
          decoding.packet(side, packet);
          return !isEnough.getAsBoolean();
        });
    decoding.end(index.epochNanos(flow.lastPacket()), flow.lastPacket());
  }

  private boolean isFragment(int packet) {
    return index.flow(packet) == PacketIndex.FRAGMENT;
  }

  private void decode(int packet, byte[] array, int offset, int length) {
    decoder.decode(
        array,
        offset,
        length,
        index.originalLength(packet),
        capture.linkType(packet),
        packet,
        index.epochNanos(packet),
        cursor);
    cursor.interfaceId = index.interfaceId(packet);
    if (cursor.linkDirection == LinkDirection.UNKNOWN) {
      cursor.linkDirection = index.linkDirection(packet);
    }
  }
}
