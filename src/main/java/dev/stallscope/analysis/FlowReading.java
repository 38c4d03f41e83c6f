package dev.stallscope.analysis;

import dev.stallscope.net.Endpoint;
import dev.stallscope.packet.PacketCursor;
import org.jspecify.annotations.Nullable;

/** One flow while the capture is read. */
final class FlowReading {
  final int flow;
  final int firstPacket;
  final Endpoint[] sides;
  final ClientSide presumedClient;
  final boolean isTcp;
  final FlowMessages messages;
  private final FlowDecoding decoding;
  long lastNanos;
  int lastPacket;

  FlowReading(
      int flow,
      int firstPacket,
      Endpoint[] sides,
      ClientSide client,
      boolean isTcp,
      ShardTools tools) {
    this.flow = flow;
    this.firstPacket = firstPacket;
    this.sides = sides;
    this.presumedClient = client;
    this.isTcp = isTcp;
    messages = new FlowMessages(tools.held());
    decoding = new FlowDecoding(sides, client, isTcp, tools, messages);
  }

  /** Takes the flow's next packet. */
  void packet(int side, PacketCursor packet) {
    decoding.packet(side, packet);
  }

  /** The client's side, as far as the protocol tells. */
  int clientSide() {
    return decoding.clientSide();
  }

  /** The flow's datagrams where no decoder reads them. */
  @Nullable UnreadDatagrams unread() {
    return decoding.unread();
  }

  /** Has the connections made of the flow's datagrams told their names. */
  void tellNames() {
    decoding.tellNames();
  }

  /**
   * Takes what came of this flow's connections between other addresses.
   *
   * @param client which side of the others is the client's
   */
  void moved(UnreadDatagrams others, int client) {
    decoding.moved(others, client);
  }

  /** The capture is over. */
  void end(long epochNanos, int packet) {
    decoding.end(epochNanos, packet);
  }
}
