package dev.stallscope.exchange;

import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.protocol.AppProtocol;
import java.util.Optional;

/** The opening of a connection as an exchange: from the first SYN until the client may send. */
final class ConnectExchanges {
  private ConnectExchanges() {}

  /** The exchange of a connection whose SYN was captured. */
  static Optional<ExchangeDraft> of(TcpConnection connection) {
    Handshake handshake = connection.handshake();
    if (handshake.synNanos() < 0 || handshake.outcome() == Handshake.Outcome.NOT_SEEN) {
      return Optional.empty();
    }
    ExchangeDraft draft =
        new ExchangeDraft(
            ExchangeKind.CONNECT,
            connection.id(),
            connection.client(),
            connection.server(),
            AppProtocol.UNKNOWN,
            handshake.synNanos(),
            endNanos(connection));
    draft.label = "connect " + connection.server();
    draft.isFailed = handshake.outcome() != Handshake.Outcome.ESTABLISHED;
    draft.status =
        switch (handshake.outcome()) {
          case ESTABLISHED, NOT_SEEN -> Optional.empty();
          case REFUSED -> Optional.of("refused");
          case UNANSWERED -> Optional.of("unanswered");
        };
    draft.opensConnection = true;
    draft.coverWith(Phase.CONNECT);
    return Optional.of(draft);
  }

  private static long endNanos(TcpConnection connection) {
    return switch (connection.handshake().outcome()) {
      case ESTABLISHED -> connection.handshake().establishedNanos();
      case REFUSED ->
          connection.closing().resetNanos() >= 0
              ? connection.closing().resetNanos()
              : Math.max(connection.endNanos(), connection.closing().icmpNanos());
      case UNANSWERED, NOT_SEEN -> connection.endNanos();
    };
  }
}
