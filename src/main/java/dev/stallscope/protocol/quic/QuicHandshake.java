package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.HandshakeContent;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.quic.TransportParameters;
import dev.stallscope.tls.CipherSuites;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.ServerHello;
import java.util.List;
import java.util.Optional;

/**
 * The handshake of a QUIC connection, which opens the connection and TLS in it at once.
 *
 * @param version the last that both sides used
 * @param versionsOffered by the server, where it did not accept the client's
 * @param clientHello the first one, empty where it could not be read
 * @param protocolChosen by ALPN, empty where it is encrypted
 * @param clientAllows what the client lets the server send at first
 * @param serverAllows what the server lets the client send at first, which is encrypted
 * @param isRetried whether the server made the client prove its address first (Retry)
 * @param isHelloRetried whether TLS had to begin again (HelloRetryRequest)
 * @param hasEarlyData whether the client sent data with its first packet (0-RTT)
 * @param clientDatagrams how many the client sent until the server answered
 * @param flights in order, until the client might send data
 * @param roundTrips answers of the server that the client waited for before it might send data
 * @param answerPacket index of the server's first packet, -1 without one
 * @param close what a side closed the connection with
 */
public record QuicHandshake(
    int version,
    List<Integer> versionsOffered,
    Optional<ClientHello> clientHello,
    Optional<ServerHello> serverHello,
    Optional<String> protocolChosen,
    TransportParameters clientAllows,
    TransportParameters serverAllows,
    boolean isRetried,
    boolean isHelloRetried,
    boolean hasEarlyData,
    int clientDatagrams,
    List<QuicFlight> flights,
    int roundTrips,
    int answerPacket,
    Optional<SentClose> close,
    Outcome outcome)
    implements HandshakeContent {
  public QuicHandshake {
    versionsOffered = List.copyOf(versionsOffered);
    flights = List.copyOf(flights);
  }

  /** How it ended. */
  public enum Outcome {
    COMPLETE,
    /** Closed by one side. */
    FAILED,
    /** The server sent nothing at all. */
    UNANSWERED,
    /** The capture does not show its end. */
    INCOMPLETE
  }

  @Override
  public Optional<String> serverName() {
    return clientHello.flatMap(ClientHello::serverName);
  }

  public List<String> protocolsOffered() {
    return clientHello.map(ClientHello::protocols).orElse(List.of());
  }

  /** Name of the cipher suite that was chosen, empty without an answer. */
  public Optional<String> cipher() {
    return serverHello.map(hello -> CipherSuites.title(hello.cipher()));
  }

  @Override
  public String label() {
    return "QUIC handshake" + serverName().map(name -> " with " + name).orElse("");
  }

  /** What ended it, or the version. */
  @Override
  public Optional<String> status() {
    return switch (outcome) {
      case COMPLETE, INCOMPLETE -> Optional.of(QuicVersion.title(version));
      case UNANSWERED -> Optional.of("unanswered");
      case FAILED -> Optional.of(close.map(SentClose::title).orElse("closed"));
    };
  }

  @Override
  public boolean isFailure() {
    return outcome == Outcome.FAILED || outcome == Outcome.UNANSWERED;
  }
}
