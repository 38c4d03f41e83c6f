package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.TcpReassembly;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.Transport;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.protocol.MessageSink;
import org.jspecify.annotations.Nullable;

/** Has the decoders read what the packets of one flow carry. */
public final class FlowDecoding {
  private int clientSide;
  private @Nullable StreamRouter stream;
  private @Nullable TcpReassembly reassembly;
  private final @Nullable DatagramRouter datagrams;

  FlowDecoding(
      Endpoint[] sides, ClientSide client, boolean isTcp, ShardTools tools, MessageSink sink) {
    clientSide = client.side();
    if (isTcp) {
      stream = new StreamRouter(tools.detector(), sides, client, sink);
      reassembly = new TcpReassembly(stream.consumer(0), stream.consumer(1), tools.budget());
      datagrams = null;
    } else {
      datagrams = new DatagramRouter(tools.detector(), sides, client.side(), sink, tools.unread());
    }
  }

  /**
   * Reads a flow of an open capture once more, with the keys that it was opened with.
   *
   * @param sink takes what is found on it
   */
  public static FlowDecoding again(OpenCapture capture, CaptureFlow flow, MessageSink sink) {
    return new FlowDecoding(
        new Endpoint[] {flow.client(), flow.server()},
        new ClientSide(0),
        flow.transport() == Transport.TCP,
        new ShardTools(capture.detector()),
        sink);
  }

  /** Takes the flow's next packet; those about it, as ICMP's errors are, carry nothing. */
  public void packet(int side, PacketCursor packet) {
    if (packet.kind == PacketKind.ICMP_ERROR) {
      return;
    }
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

  void tellNames() {
    if (datagrams != null) {
      datagrams.tellNames();
    }
  }

  void moved(UnreadDatagrams others, int client) {
    if (datagrams != null) {
      datagrams.moved(others, client);
    }
  }

  /** The capture is over. */
  public void end(long epochNanos, int packet) {
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
