package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.time.DurationText;
import java.util.List;

/** What rules of this package say where nothing is wrong. */
final class CaptureText {
  private CaptureText() {}

  /** Segments with data, lost ones, and connections: what was looked at. */
  static String segments(RuleContext context) {
    long data = 0;
    long lost = 0;
    for (ConnectionFacts facts : context.measurements().facts()) {
      data += (long) facts.toClient().dataSegments() + facts.toServer().dataSegments();
      lost += (long) facts.toClient().lostSegments() + facts.toServer().lostSegments();
    }
    return "%,d data segments on %,d connections, %,d of them lost."
            .formatted(data, context.measurements().connections().size(), lost)
        + datagrams(context.measurements().datagramConnections());
  }

  private static String datagrams(List<DatagramConnection> connections) {
    long packets = 0;
    long lost = 0;
    for (DatagramConnection connection : connections) {
      packets += (long) connection.fromClient().packets() + connection.fromServer().packets();
      lost += Math.max(0, connection.fromClient().lost());
      lost += Math.max(0, connection.fromServer().lost());
    }
    return connections.isEmpty()
        ? ""
        : " %,d datagrams on %,d other connections, %,d packets in them seen to be lost."
            .formatted(packets, connections.size(), lost);
  }

  /** Handshakes and the slowest of them. */
  static String handshakes(RuleContext context) {
    long slowest = 0;
    int count = 0;
    for (TcpConnection connection : context.measurements().connections()) {
      Handshake handshake = connection.handshake();
      if (handshake.outcome() == Outcome.ESTABLISHED && handshake.synNanos() >= 0) {
        count++;
        slowest =
            Math.max(
                slowest,
                Math.max(handshake.synAckNanos(), handshake.establishedNanos())
                    - handshake.synNanos());
      }
    }
    return count == 0
        ? "No complete handshake."
        : "Slowest of %,d handshakes: %s.".formatted(count, DurationText.of(slowest));
  }
}
