package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.flow.tcp.ReassemblyBudget;
import dev.stallscope.flow.tcp.StreamConsumer;
import dev.stallscope.flow.tcp.TcpReassembly;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * "Follow stream": the bytes of a connection in order, with what is missing, a page at a time.
 * Every page is found by following the connection from its beginning, so that no page depends on
 * another and nothing is kept between them.
 */
public final class StreamContent {
  /** Bytes of a page at most. */
  public static final int PAGE_BYTES = 1 << 20;

  private final long from;
  private final int maxBytes;
  private final List<StreamPiece> pieces = new ArrayList<>();
  private final SecretHider[] hiders;
  private long position;
  private boolean hasMore;
  private int lastPacket;
  private long lastNanos;

  private StreamContent(long from, int maxBytes, boolean isRevealed) {
    this.from = from;
    this.maxBytes = Math.min(maxBytes, PAGE_BYTES);
    hiders =
        isRevealed ? new SecretHider[0] : new SecretHider[] {new SecretHider(), new SecretHider()};
  }

  /**
   * A page of a connection.
   *
   * @param from {@link StreamPage#next} of the page before, 0 for the first
   * @param maxBytes of the page, from 1 to {@link #PAGE_BYTES}; the packet that reaches it is whole
   * @param isRevealed whether secrets in text are shown; otherwise they are overwritten
   * @throws IOException if a file cannot be read
   */
  public static StreamPage page(
      OpenCapture capture, int connection, long from, int maxBytes, boolean isRevealed)
      throws IOException {
    StreamContent content = new StreamContent(from, maxBytes, isRevealed);
    content.read(capture, connection);
    return new StreamPage(content.pieces, from, content.position, content.hasMore);
  }

  private void read(OpenCapture capture, int connection) throws IOException {
    TcpReassembly reassembly =
        new TcpReassembly(
            new Side(Direction.CLIENT_TO_SERVER),
            new Side(Direction.SERVER_TO_CLIENT),
            new ReassemblyBudget());
    new FlowPackets(capture)
        .visit(capture.flows().get(connection), (side, cursor) -> add(reassembly, side, cursor));
    if (!hasMore) {
      reassembly.end(lastNanos, lastPacket);
    }
    for (SecretHider hider : hiders) {
      hider.end();
    }
  }

  private boolean add(TcpReassembly reassembly, int side, PacketCursor cursor) {
    if (cursor.kind == PacketKind.TCP) {
      lastNanos = cursor.epochNanos;
      lastPacket = cursor.packet;
      reassembly.segment(side, cursor);
    }
    return !hasMore;
  }

  /** Pages end between pieces. */
  private void add(StreamPiece piece) {
    hasMore |= position >= from + maxBytes;
    if (!hasMore) {
      if (position >= from) {
        pieces.add(piece);
      }
      position += piece.bytes().length;
    }
  }

  /** One direction. */
  private final class Side implements StreamConsumer {
    private final Direction direction;

    Side(Direction direction) {
      this.direction = direction;
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
      byte[] copy = Arrays.copyOfRange(array, offset, offset + length);
      if (hiders.length > 0) {
        hiders[direction.ordinal()].add(copy);
      }
      add(StreamPiece.of(direction, streamOffset, copy, epochNanos, packet));
    }

    @Override
    public void gap(
        boolean isCutBySnaplen, long streamOffset, long length, long epochNanos, int packet) {
      if (hiders.length > 0) {
        hiders[direction.ordinal()].end();
      }
      add(StreamPiece.gap(direction, streamOffset, length, isCutBySnaplen, epochNanos, packet));
    }

    @Override
    public void end(End end, long epochNanos, int packet) {}
  }
}
