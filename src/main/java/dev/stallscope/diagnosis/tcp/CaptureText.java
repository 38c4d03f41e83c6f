package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.QuantityText.count;

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
      data +=
          (long) facts.toClient().losses().dataSegments()
              + facts.toServer().losses().dataSegments();
      lost +=
          (long) facts.toClient().losses().lostSegments()
              + facts.toServer().losses().lostSegments();
    }
    int connections = context.measurements().connections().size();
    List<DatagramConnection> others = context.measurements().datagramConnections();
    String segments =
        "%s on %s, %,d of them lost."
            .formatted(count(data, "data segment"), count(connections, "connection"), lost);
    return others.isEmpty()
        ? segments
        : connections == 0
            ? datagrams(others, "connection")
            : segments + " " + datagrams(others, "other connection");
  }

  private static String datagrams(List<DatagramConnection> connections, String noun) {
    long packets = 0;
    long lost = 0;
    for (DatagramConnection connection : connections) {
      packets += (long) connection.fromClient().packets() + connection.fromServer().packets();
      lost += Math.max(0, connection.fromClient().lost());
      lost += Math.max(0, connection.fromServer().lost());
    }
    return "%s on %s, %s in them seen to be lost."
        .formatted(
            count(packets, "datagram"), count(connections.size(), noun), count(lost, "packet"));
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
    return switch (count) {
      case 0 -> "No complete handshake.";
      case 1 -> "The only handshake took %s.".formatted(DurationText.of(slowest));
      default -> "Slowest of %,d handshakes: %s.".formatted(count, DurationText.of(slowest));
    };
  }
}
