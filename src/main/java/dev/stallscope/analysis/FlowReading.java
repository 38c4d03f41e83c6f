package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.TcpReassembly;
import dev.stallscope.net.Endpoint;
import org.jspecify.annotations.Nullable;

/** One flow while the capture is read. */
final class FlowReading {
  final int flow;
  final int firstPacket;
  final Endpoint[] sides;
  final boolean isTcp;
  final FlowMessages messages = new FlowMessages();
  final @Nullable StreamRouter stream;
  final @Nullable TcpReassembly reassembly;
  final @Nullable DatagramRouter datagrams;
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
    if (isTcp) {
      stream = new StreamRouter(tools.detector(), sides, client, messages);
      reassembly = new TcpReassembly(stream.consumer(0), stream.consumer(1), tools.budget());
      datagrams = null;
    } else {
      stream = null;
      reassembly = null;
      datagrams = new DatagramRouter(tools.detector(), sides, client.side(), messages);
    }
  }

  int clientSide() {
    if (stream != null) {
      return stream.clientSide();
    }
    return datagrams == null ? 0 : datagrams.clientSide();
  }

  void end(long epochNanos, int packet) {
    if (reassembly != null) {
      reassembly.end(epochNanos, packet);
    }
    if (datagrams != null) {
      datagrams.end();
    }
  }
}
