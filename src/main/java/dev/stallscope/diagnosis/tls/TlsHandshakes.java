package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.HandshakeContent;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.tls.TlsFlight;
import dev.stallscope.protocol.tls.TlsHandshake;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The TLS handshakes of a capture, as rules ask for them. */
final class TlsHandshakes {
  /** A record with an encrypted alert, such as a farewell (RFC 8446, 5.2 and 6). */
  static final int ALERT_BYTES = 24;

  private TlsHandshakes() {}

  /** The exchanges that are handshakes on a connection that was open already, by start. */
  static List<Exchange> of(RuleContext context) {
    return context.measurements().exchanges().stream()
        .filter(exchange -> exchange.kind() == ExchangeKind.TLS)
        .filter(exchange -> !exchange.setup().map(SetupMessage::opensConnection).orElse(false))
        .filter(exchange -> !isUpgrade(exchange))
        .toList();
  }

  private static boolean isUpgrade(Exchange exchange) {
    return exchange
        .setup()
        .filter(one -> one.content() instanceof HandshakeContent said && said.isUpgrade())
        .isPresent();
  }

  /** What was read of a handshake. */
  static Optional<TlsHandshake> content(Exchange exchange) {
    return exchange
        .setup()
        .map(SetupMessage::content)
        .filter(TlsHandshake.class::isInstance)
        .map(TlsHandshake.class::cast);
  }

  /** Bytes that a side sent when the handshake was over. */
  static long bytesBehind(
      RuleContext context, Exchange handshake, TlsHandshake content, Direction direction) {
    long agreed =
        content.flights().stream()
            .filter(flight -> flight.direction() == direction)
            .mapToLong(TlsFlight::bytes)
            .sum();
    return context.connection(handshake.connection()).side(direction).uniqueBytes() - agreed;
  }

  /**
   * Judges the waits with a cause, by client and server.
   *
   * @param cleared what to say where nothing is found
   */
  static RuleOutcome judge(
      RuleContext context,
      Function<WaitGroup, Optional<Finding>> finding,
      String cleared,
      StallCause cause) {
    int count = of(context).size();
    if (count == 0) {
      return none();
    }
    return WaitGroup.judge(context, finding, () -> cleared(count, cleared), cause);
  }

  /** What the handshakes of a group lost, and where most. */
  static Evidence[] lost(WaitGroup group) {
    Wait worst = group.worst();
    return new Evidence[] {
      Evidence.duration("time lost", group.lostNanos()),
      Evidence.count("handshakes", group.exchanges().size(), "handshake"),
      Evidence.duration(
          "longest wait",
          worst.durationNanos(),
          worst.interval().firstPacket(),
          worst.interval().lastPacket())
    };
  }

  static RuleOutcome none() {
    return new RuleOutcome.NotApplicable("There is no TLS handshake in this capture.");
  }

  static String cleared(int count, String sentence) {
    return "%s Looked at: %,d TLS handshake%s.".formatted(sentence, count, count == 1 ? "" : "s");
  }
}
