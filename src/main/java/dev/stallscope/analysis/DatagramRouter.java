package dev.stallscope.analysis;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.Transport;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DatagramDecoder;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.DecoderContext;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.ProtocolDetector;
import dev.stallscope.protocol.StreamBytes;
import org.jspecify.annotations.Nullable;

/** Leads the datagrams of one flow to the decoder that understands them. */
final class DatagramRouter {
  /** Datagrams offered to the detector before a flow is given up. */
  private static final int MAX_ATTEMPTS = 4;

  private final ProtocolDetector detector;
  private final Endpoint[] sides;
  private final MessageSink sink;
  private final UnreadDatagrams.Budget budget;
  private final StreamBytes view = new StreamBytes();
  private int clientSide;
  private int attempts;
  private @Nullable DatagramDecoder decoder;
  private @Nullable UnreadDatagrams unread;

  /**
   * @param budget for what no decoder reads
   */
  DatagramRouter(
      ProtocolDetector detector,
      Endpoint[] sides,
      int clientSide,
      MessageSink sink,
      UnreadDatagrams.Budget budget) {
    this.budget = budget;
    this.detector = detector;
    this.sides = sides;
    this.clientSide = clientSide;
    this.sink = sink;
  }

  int clientSide() {
    return clientSide;
  }

  void datagram(int side, PacketCursor packet) {
    if (decoder == null && attempts < MAX_ATTEMPTS) {
      attempts++;
      detect(side, packet);
    }
    if (decoder == null) {
      unread = unread == null ? new UnreadDatagrams(budget) : unread;
      unread.add(side, packet);
    } else {
      if (unread != null) {
        unread.release();
        unread = null;
      }
      decoder.datagram(
          direction(side),
          view.set(
              packet.bytes,
              packet.payloadOffset,
              packet.payloadCaptured,
              0,
              packet.epochNanos,
              packet.packet),
          packet.payloadLength);
    }
  }

  /** What no decoder read, null where one did. */
  @Nullable UnreadDatagrams unread() {
    return unread;
  }

  void tellNames() {
    if (decoder != null) {
      decoder.tellNames();
    }
  }

  /** Hands over what came between other addresses; {@code client} is the client's side of these. */
  void moved(UnreadDatagrams others, int client) {
    DatagramDecoder reader = decoder;
    if (reader != null) {
      others.handOver(
          (side, datagram, wireLength) ->
              reader.datagram(
                  side == client ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT,
                  datagram,
                  wireLength));
    }
  }

  void end() {
    if (decoder != null) {
      decoder.end();
    }
  }

  private Direction direction(int side) {
    return side == clientSide ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
  }

  private void detect(int side, PacketCursor packet) {
    ProtocolDetector.Outcome outcome =
        detector.detect(
            Transport.UDP,
            direction(side),
            packet.bytes,
            packet.payloadOffset,
            packet.payloadCaptured,
            sides[clientSide].port(),
            sides[1 - clientSide].port());
    if (outcome instanceof ProtocolDetector.Outcome.Found found) {
      if (found.isReversed()) {
        clientSide = 1 - clientSide;
      }
      decoder =
          found
              .decoder()
              .datagrams(
                  new DecoderContext(
                      Transport.UDP,
                      sides[clientSide],
                      sides[1 - clientSide],
                      sink,
                      detector,
                      new ContentBudget(DecodeLimits.CONTENT_BUDGET_BYTES)))
              .orElse(null);
    }
  }
}
