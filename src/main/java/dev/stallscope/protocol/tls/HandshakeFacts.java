package dev.stallscope.protocol.tls;

import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.tls.CertificateList;
import dev.stallscope.tls.CertificateMessage;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.EncryptedExtensions;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.ServerHello;
import dev.stallscope.tls.SessionTicket;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the readable messages of one handshake have told so far. */
final class HandshakeFacts {
  private static final int HEADER_BYTES = 4;
  private static final int PREMASTER_NAME_BYTES = 8;

  private final CertificateReader certificateReader;
  private boolean hasKeyExchange;

  @Nullable ClientHello clientHello;
  @Nullable ClientHello secondHello;
  @Nullable ServerHello serverHello;
  @Nullable ServerHello retry;
  @Nullable CertificateList certificates;
  Optional<Upgrade> upgrade = Optional.empty();
  @Nullable EncryptedExtensions encryptedExtensions;
  final List<SessionTicket> tickets = new ArrayList<>(0);

  /** The first bytes of the premaster secret as RSA encrypted it, in hexadecimal; or empty. */
  String encryptedPremaster = "";

  /** Messages in the clear up to the client's key exchange, which a master secret may depend on. */
  ByteArrayOutputStream transcript = new ByteArrayOutputStream(0);

  boolean isStapled;
  boolean isServerHelloDone;

  /** Whether the server changed its cipher before it showed a certificate or ended its hello. */
  boolean isServerShort;

  boolean isFalseStart;
  EarlyData earlyData = EarlyData.NONE;
  long clientHelloNanos = -1;
  long serverHelloNanos = -1;
  private final List<TlsHandshake.SentAlert> alerts = new ArrayList<>();

  HandshakeFacts(CertificateReader certificateReader) {
    this.certificateReader = certificateReader;
  }

  /** Takes a message of the handshake in the clear; the server's certificate only. */
  void message(SeenRecord record, int type, byte[] bytes, int offset, int length) {
    keep(type, bytes, offset, length);
    switch (type) {
      case HandshakeType.CLIENT_HELLO ->
          clientHello(ClientHello.parse(bytes, offset, length), record);
      case HandshakeType.SERVER_HELLO ->
          serverHello(ServerHello.parse(bytes, offset, length), record);
      case HandshakeType.CERTIFICATE -> {
        if (!record.isFromClient() && certificates == null) {
          certificates = certificateReader.read(bytes, offset, length).orElse(null);
        }
      }
      case HandshakeType.CERTIFICATE_STATUS -> isStapled = true;
      case HandshakeType.SERVER_HELLO_DONE -> isServerHelloDone = true;
      case HandshakeType.CLIENT_KEY_EXCHANGE -> keyExchange(bytes, offset, length);
      default -> {}
    }
  }

  /** Keeps a message with its header, until the one that ends what counts. */
  private void keep(int type, byte[] bytes, int offset, int length) {
    if (!hasKeyExchange && transcript.size() + length < 2 * DecodeLimits.TLS_HANDSHAKE_BYTES) {
      transcript.write(bytes, offset - HEADER_BYTES, length + HEADER_BYTES);
      hasKeyExchange = type == HandshakeType.CLIENT_KEY_EXCHANGE;
    }
  }

  /** No secret will be made of the messages any more. */
  void forgetTranscript() {
    hasKeyExchange = true;
    transcript = new ByteArrayOutputStream(0);
  }

  /** With RSA it is the encrypted premaster secret behind its length; key logs name it by that. */
  private void keyExchange(byte[] bytes, int offset, int length) {
    if (length >= 2 + PREMASTER_NAME_BYTES) {
      encryptedPremaster =
          HexFormat.of().formatHex(bytes, offset + 2, offset + 2 + PREMASTER_NAME_BYTES);
    }
  }

  /** Takes a message of TLS 1.3 that was decrypted. */
  void opened(SeenRecord record, int type, byte[] bytes, int offset, int length) {
    if (record.isFromClient()) {
      return;
    }
    switch (type) {
      case HandshakeType.ENCRYPTED_EXTENSIONS ->
          encryptedExtensions = EncryptedExtensions.parse(bytes, offset, length);
      case HandshakeType.CERTIFICATE ->
          certificateReader.read13(bytes, offset, length).ifPresent(this::certificates);
      case HandshakeType.COMPRESSED_CERTIFICATE ->
          certificateReader.unpacked(bytes, offset, length).ifPresent(this::certificates);
      case HandshakeType.NEW_SESSION_TICKET -> {
        if (tickets.size() < DecodeLimits.TLS_TICKETS) {
          SessionTicket.parse(bytes, offset, length).ifPresent(tickets::add);
        }
      }
      default -> {}
    }
  }

  private void certificates(CertificateMessage message) {
    certificates = message.chain();
    isStapled = message.isStapled();
  }

  void clientHello(Optional<ClientHello> hello, SeenRecord record) {
    if (hello.isEmpty()) {
      return;
    }
    if (clientHello == null) {
      clientHello = hello.get();
      clientHelloNanos = record.lastNanos();
      earlyData = clientHello.hasEarlyData() ? EarlyData.UNUSED : EarlyData.NONE;
    } else if (retry != null && secondHello == null) {
      secondHello = hello.get();
    }
  }

  private void serverHello(Optional<ServerHello> hello, SeenRecord record) {
    if (hello.isEmpty()) {
      return;
    }
    serverHelloNanos = serverHelloNanos < 0 ? record.firstNanos() : serverHelloNanos;
    if (hello.get().isHelloRetry()) {
      retry = hello.get();
    } else if (serverHello == null) {
      serverHello = hello.get();
    }
  }

  void alert(TlsHandshake.SentAlert alert) {
    if (alerts.size() < DecodeLimits.TLS_HANDSHAKE_ENTRIES) {
      alerts.add(alert);
    }
  }

  /** Whether records look as TLS 1.3 has them; before an answer, as the client would like it. */
  boolean isTls13() {
    ServerHello answer = serverHello != null ? serverHello : retry;
    if (answer != null) {
      return answer.version().isTls13();
    }
    return clientHello != null && clientHello.offersTls13();
  }

  private HandshakeKind kind() {
    if (serverHello == null) {
      return HandshakeKind.UNKNOWN;
    }
    if (serverHello.version().isTls13()) {
      return serverHello.hasPsk() ? HandshakeKind.RESUMED_PSK : HandshakeKind.FULL;
    }
    if (certificates != null || isServerHelloDone) {
      return HandshakeKind.FULL;
    }
    boolean isSameSession =
        clientHello != null
            && !clientHello.sessionId().isEmpty()
            && clientHello.sessionId().equals(serverHello.sessionId());
    return isSameSession || isServerShort ? HandshakeKind.RESUMED : HandshakeKind.UNKNOWN;
  }

  boolean isResumed() {
    return kind().isResumed();
  }

  /** Whether the client may send data along with its hello, which the server has not answered. */
  boolean isEarlyDataDue() {
    return serverHello == null && earlyData != EarlyData.NONE;
  }

  /** Whether data sent with the hello was refused for certain. */
  boolean isEarlyDataRefused() {
    return retry != null
        || serverHello != null && !serverHello.hasPsk()
        || encryptedExtensions != null && !encryptedExtensions.acceptsEarlyData();
  }

  TlsHandshake handshake(List<TlsFlight> flights, int roundTrips, HandshakeOutcome outcome) {
    return new TlsHandshake(
        upgrade,
        Optional.ofNullable(clientHello),
        Optional.ofNullable(secondHello),
        Optional.ofNullable(serverHello),
        Optional.ofNullable(retry),
        Optional.ofNullable(encryptedExtensions),
        Optional.ofNullable(certificates),
        isStapled,
        kind(),
        earlyData,
        isFalseStart,
        flights,
        roundTrips,
        clientHelloNanos,
        serverHelloNanos,
        alerts,
        tickets,
        outcome);
  }
}
