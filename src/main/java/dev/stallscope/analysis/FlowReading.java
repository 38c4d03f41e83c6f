package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.TcpReassembly;
import dev.stallscope.net.Endpoint;
import dev.stallscope.packet.PacketCursor;
import org.jspecify.annotations.Nullable;

/** One flow while the capture is read. */
final class FlowReading {
  final int flow;
  final int firstPacket;
  final Endpoint[] sides;
  final boolean isTcp;
  final FlowMessages messages = new FlowMessages();
  private int clientSide;
  private @Nullable StreamRouter stream;
  private @Nullable TcpReassembly reassembly;
  private final @Nullable DatagramRouter datagrams;
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
    this.isTcp = isTcp;
    clientSide = client.side();
    if (isTcp) {
      stream = new StreamRouter(tools.detector(), sides, client, messages);
      reassembly = new TcpReassembly(stream.consumer(0), stream.consumer(1), tools.budget());
      datagrams = null;
    } else {
      datagrams = new DatagramRouter(tools.detector(), sides, client.side(), messages);
    }
  }

  /** Takes the flow's next packet. */
  void packet(int side, PacketCursor packet) {
    if (datagrams != null) {
      datagrams.datagram(side, packet);
    } else if (reassembly != null) {
      reassembly.segment(side, packet);
      releaseIfOver();
    }
  }

  /** The client's side, as far as the protocol tells. */
  int clientSide() {
    if (datagrams != null) {
      return datagrams.clientSide();
    }
    return stream == null ? clientSide : stream.clientSide();
  }

  /** The flow's datagrams where no decoder reads them. */
  @Nullable UnreadDatagrams unread() {
    return datagrams == null ? null : datagrams.unread();
  }

  /** The capture is over. */
  void end(long epochNanos, int packet) {
    if (datagrams != null) {
      datagrams.end();
    } else if (reassembly != null) {
      reassembly.end(epochNanos, packet);
      releaseIfOver();
    }
  }

  /**
   * Decoders are many times as large as what they found; both directions at their end need none.
   */
  private void releaseIfOver() {
    if (stream != null && reassembly != null && reassembly.isOver()) {
      clientSide = stream.clientSide();
      stream = null;
      reassembly = null;
    }
  }
}
