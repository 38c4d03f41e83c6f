package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.HandshakeContent;
import dev.stallscope.tls.CertificateList;
import dev.stallscope.tls.CipherSuites;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.EncryptedExtensions;
import dev.stallscope.tls.ServerHello;
import dev.stallscope.tls.SessionTicket;
import dev.stallscope.tls.TlsAlert;
import dev.stallscope.tls.TlsVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A TLS handshake as far as it can be read: in TLS 1.3 most of it is encrypted.
 *
 * @param upgrade the protocol that began in the clear and went over to TLS, where one did
 * @param clientHello the first one; empty where it was not captured
 * @param secondHello the one that followed a HelloRetryRequest
 * @param serverHello the answer that was no HelloRetryRequest
 * @param retry the HelloRetryRequest
 * @param encryptedExtensions of TLS 1.3, where there are keys
 * @param certificates of the server; in TLS 1.3 only where there are keys
 * @param isStapled whether the server sent the certificate's status along; likewise
 * @param isFalseStart whether the client sent data before the server had finished (RFC 7918)
 * @param flights in order; the last one ends the handshake, but for one with tickets of TLS 1.3
 * @param roundTrips flights of the server that the client waited for before it might send data
 * @param clientHelloNanos when the last byte of the first ClientHello was captured, -1 without one
 * @param serverHelloNanos when the first byte of the server's first hello was captured, -1 without
 *     one
 * @param alerts those sent before the handshake ended, in order
 * @param tickets that TLS 1.3 gave for later connections, where there are keys
 */
public record TlsHandshake(
    Optional<Upgrade> upgrade,
    Optional<ClientHello> clientHello,
    Optional<ClientHello> secondHello,
    Optional<ServerHello> serverHello,
    Optional<ServerHello> retry,
    Optional<EncryptedExtensions> encryptedExtensions,
    Optional<CertificateList> certificates,
    boolean isStapled,
    HandshakeKind kind,
    EarlyData earlyData,
    boolean isFalseStart,
    List<TlsFlight> flights,
    int roundTrips,
    long clientHelloNanos,
    long serverHelloNanos,
    List<SentAlert> alerts,
    List<SessionTicket> tickets,
    HandshakeOutcome outcome)
    implements HandshakeContent {

  /** An alert and who sent it. */
  public record SentAlert(Direction sentBy, TlsAlert alert, long epochNanos, int packet) {}

  public TlsHandshake {
    flights = List.copyOf(flights);
    alerts = List.copyOf(alerts);
    tickets = List.copyOf(tickets);
  }

  @Override
  public Optional<String> serverName() {
    return clientHello.flatMap(ClientHello::serverName);
  }

  public List<String> protocolsOffered() {
    return clientHello.map(ClientHello::protocols).orElse(List.of());
  }

  /** The ALPN protocol that the server chose; TLS 1.3 shows it only where there are keys. */
  public Optional<String> protocolChosen() {
    return serverHello
        .flatMap(ServerHello::protocol)
        .or(() -> encryptedExtensions.flatMap(EncryptedExtensions::protocol));
  }

  /** The same with the tickets that came after it. */
  TlsHandshake with(List<SessionTicket> given, List<TlsFlight> after) {
    return new TlsHandshake(
        upgrade,
        clientHello,
        secondHello,
        serverHello,
        retry,
        encryptedExtensions,
        certificates,
        isStapled,
        kind,
        earlyData,
        isFalseStart,
        Stream.concat(flights.stream(), after.stream()).toList(),
        roundTrips,
        clientHelloNanos,
        serverHelloNanos,
        alerts,
        given,
        outcome);
  }

  /** The version that was chosen, empty without an answer. */
  public Optional<TlsVersion> version() {
    return serverHello.or(() -> retry).map(ServerHello::version);
  }

  /** Name of the cipher suite that was chosen, empty without an answer. */
  public Optional<String> cipher() {
    return serverHello.or(() -> retry).map(hello -> CipherSuites.title(hello.cipher()));
  }

  @Override
  public boolean beganAgain() {
    return isHelloRetry();
  }

  public boolean isHelloRetry() {
    return retry.isPresent();
  }

  /** Whether the client asked to go on with an earlier session. */
  public boolean offersResumption() {
    return clientHello.map(ClientHello::offersResumption).orElse(false);
  }

  @Override
  public List<String> alerts(Flight flight) {
    return alerts.stream()
        .filter(sent -> sent.sentBy() == flight.direction())
        .filter(sent -> sent.epochNanos() >= flight.startNanos())
        .filter(sent -> sent.epochNanos() <= flight.endNanos())
        .map(sent -> sent.alert().inWords())
        .toList();
  }

  /** The alert that ended it, should one have. */
  public Optional<SentAlert> fatalAlert() {
    return alerts.stream().filter(sent -> sent.alert().isFatal()).findFirst();
  }

  @Override
  public String label() {
    return "TLS handshake"
        + upgrade.map(one -> " of " + one.title()).orElse("")
        + serverName().map(name -> " with " + name).orElse("");
  }

  /** What ended it, or the version. */
  @Override
  public Optional<String> status() {
    return switch (outcome) {
      case COMPLETE, INCOMPLETE -> version().map(TlsVersion::title);
      case FAILED -> Optional.of(fatalAlert().map(sent -> sent.alert().title()).orElse("closed"));
    };
  }

  @Override
  public boolean isFailure() {
    return outcome == HandshakeOutcome.FAILED;
  }
}
