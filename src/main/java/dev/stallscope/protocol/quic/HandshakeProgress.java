package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.MessageSink;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.quic.QuicHandshake.Outcome;
import dev.stallscope.quic.PacketType;
import dev.stallscope.quic.TransportParameters;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.EncryptedExtensions;
import dev.stallscope.tls.ServerHello;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows one handshake until the client may send data, and hands it over as one set-up.
 *
 * <p>That is when its Finished is sent: the last of its Handshake packets before its first packet
 * with a short header, for which it needs keys that only the whole handshake gives. Data that goes
 * along with the hello (0-RTT) do not end it.
 */
final class HandshakeProgress {
  private final MessageSink sink;
  private final HandshakeFlights flights = new HandshakeFlights();
  private @Nullable ClientHello clientHello;
  private @Nullable ServerHello serverHello;
  private @Nullable EncryptedExtensions extensions;
  private TransportParameters clientAllows = TransportParameters.UNKNOWN;
  private TransportParameters serverAllows = TransportParameters.UNKNOWN;
  private List<Integer> versionsOffered = List.of();
  private int version;
  private boolean isHelloDue = true;
  private boolean isRetried;
  private boolean isHelloRetried;
  private boolean hasEarlyData;
  private boolean isServerReady;
  private boolean isDone;
  private @Nullable SentClose close;
  private @Nullable SeenPacket first;
  private @Nullable SeenPacket answer;
  private @Nullable SeenPacket latest;
  private @Nullable SeenPacket clientHandshake;
  private int clientPackets;

  HandshakeProgress(MessageSink sink) {
    this.sink = sink;
  }

  /** Whether nothing more belongs to the handshake. */
  boolean isDone() {
    return isDone;
  }

  Optional<ClientHello> clientHello() {
    return Optional.ofNullable(clientHello);
  }

  Optional<ServerHello> serverHello() {
    return Optional.ofNullable(serverHello);
  }

  /** Whether the server has asked for another version and got none yet. */
  boolean isAnotherVersionDue() {
    return !versionsOffered.isEmpty() && serverHello == null;
  }

  int version() {
    return version;
  }

  /** Whether the server has sent anything. */
  boolean isAnswered() {
    return answer != null;
  }

  void packet(SeenPacket packet, int packetVersion) {
    if (isDone) {
      return;
    }
    flights.packet(packet);
    version = packetVersion != 0 ? packetVersion : version;
    latest = packet;
    if (packet.isFromClient()) {
      fromClient(packet);
    } else {
      answer = answer == null ? packet : answer;
      isServerReady |= packet.type() == PacketType.ONE_RTT && clientHandshake != null;
    }
  }

  private void fromClient(SeenPacket packet) {
    if (first == null && packet.type() != PacketType.ONE_RTT) {
      first = packet;
    }
    clientPackets += answer == null ? 1 : 0;
    switch (packet.type()) {
      case ZERO_RTT -> hasEarlyData = true;
      case HANDSHAKE -> clientHandshake = packet;
      case ONE_RTT -> finish(clientHandshake == null ? packet : clientHandshake, Outcome.COMPLETE);
      case INITIAL, RETRY, VERSION_NEGOTIATION, UNKNOWN -> {}
    }
  }

  /**
   * The client's next hello counts. After a Retry it should be the one before (RFC 9000 section
   * 17.2.5.3), but quiche, for one, makes another, with a random of its own, which keys are logged
   * by.
   */
  void startAgain() {
    isHelloDue = true;
  }

  /** A message of TLS was read in a packet of the handshake. */
  void message(SeenPacket packet, String title) {
    if (!isDone) {
      flights.message(packet.type(), title);
    }
  }

  void clientHello(ClientHello hello) {
    clientHello = isHelloDue ? hello : clientHello;
    isHelloDue = false;
  }

  void serverHello(ServerHello hello) {
    isHelloRetried |= hello.isHelloRetry();
    if (!hello.isHelloRetry() && serverHello == null) {
      serverHello = hello;
    }
  }

  void extensions(EncryptedExtensions sent) {
    extensions = extensions == null ? sent : extensions;
  }

  /** What an endpoint allows the other, by the direction of what it sends itself. */
  void parameters(Direction sentBy, TransportParameters parameters) {
    if (sentBy == Direction.CLIENT_TO_SERVER) {
      clientAllows = parameters;
    } else {
      serverAllows = parameters;
    }
  }

  /** What the server chose by ALPN, empty where that is encrypted. */
  Optional<String> protocolChosen() {
    return extensions == null ? Optional.empty() : extensions.protocol();
  }

  void retried() {
    isRetried = true;
  }

  void versions(List<Integer> offered) {
    versionsOffered = List.copyOf(offered);
  }

  /** A side closes; a client to which nothing came gives up. */
  void closed(SeenPacket packet, boolean isByApplication, long code) {
    if (!isDone) {
      close = new SentClose(packet.direction(), isByApplication, code, packet.packet());
      finish(packet, answer == null ? Outcome.UNANSWERED : Outcome.FAILED);
    }
  }

  /** The capture is over. */
  void end() {
    if (isDone || latest == null) {
      return;
    }
    if (isServerReady && clientHandshake != null) {
      finish(clientHandshake, Outcome.COMPLETE);
    } else {
      finish(latest, answer == null ? Outcome.UNANSWERED : Outcome.INCOMPLETE);
    }
  }

  private void finish(SeenPacket last, Outcome outcome) {
    isDone = true;
    SeenPacket start = first;
    if (start == null) {
      return; // joined in the middle: there is no handshake to tell of
    }
    long endNanos = Math.max(start.epochNanos(), last.epochNanos());
    long connectedNanos =
        answer == null ? endNanos : Math.clamp(answer.epochNanos(), start.epochNanos(), endNanos);
    sink.setup(
        new SetupMessage(
            AppProtocol.QUIC,
            start.epochNanos(),
            connectedNanos,
            endNanos,
            start.packet(),
            Math.max(start.packet(), last.packet()),
            outcome == Outcome.COMPLETE,
            handshake(outcome, endNanos)));
  }

  private QuicHandshake handshake(Outcome outcome, long endNanos) {
    int extra =
        (isRetried ? 1 : 0) + (isHelloRetried ? 1 : 0) + (versionsOffered.isEmpty() ? 0 : 1);
    return new QuicHandshake(
        version,
        versionsOffered,
        clientHello(),
        serverHello(),
        protocolChosen(),
        clientAllows,
        serverAllows,
        isRetried,
        isHelloRetried,
        hasEarlyData,
        clientPackets,
        flights.until(endNanos),
        answer == null ? 0 : 1 + extra,
        answer == null ? -1 : answer.packet(),
        Optional.ofNullable(close),
        outcome);
  }
}
