package dev.stallscope.protocol.quic;

import dev.stallscope.protocol.Conversation;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.time.Nanos;
import dev.stallscope.tls.RecordCipher;
import dev.stallscope.tls.SecretLabel;
import dev.stallscope.tls.SecretSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Both endpoints of a connection whose secrets are known: each is filled with its own number. */
final class SealedQuic {
  private final QuicVersion version;
  private final int suite;
  private final QuicTalk talk;
  private final PacketSealer client;
  private final PacketSealer server;
  private final boolean phase;

  SealedQuic(QuicVersion version, int suite) {
    this(
        version,
        suite,
        PacketSealer.of(version, suite, secret(suite, SecretLabel.CLIENT_TRAFFIC_SECRET_0)),
        PacketSealer.of(version, suite, secret(suite, SecretLabel.SERVER_TRAFFIC_SECRET_0)),
        false);
  }

  private SealedQuic(
      QuicVersion version, int suite, PacketSealer client, PacketSealer server, boolean phase) {
    this.version = version;
    this.suite = suite;
    this.client = client;
    this.server = server;
    this.phase = phase;
    talk = new QuicTalk(version);
  }

  private static byte[] secret(int suite, SecretLabel label) {
    byte[] secret = new byte[RecordCipher.of(suite).orElseThrow().hashBytes()];
    Arrays.fill(secret, (byte) label.ordinal());
    return secret;
  }

  /** What a key log of the connection holds. */
  SecretSource secrets() {
    return (label, _) -> Optional.of(secret(suite, label));
  }

  /** The same endpoints after both changed their keys. */
  SealedQuic updated() {
    return new SealedQuic(version, suite, client.updated(), server.updated(), !phase);
  }

  /** A handshake of three datagrams, in which h3 is agreed on. */
  Conversation handshake(Conversation conversation) {
    return handshake(conversation, "");
  }

  /** The same, in which the server says what it allows, in hexadecimal. */
  Conversation handshake(Conversation conversation, String parameters) {
    int length = parameters.length() / 2;
    byte[] extensions =
        QuicTalk.crypto(
            0,
            QuicTalk.message(
                8,
                HexFormat.of()
                    .parseHex(
                        "%04x0010000500030268330039%04x%s"
                            .formatted(13 + length, length, parameters))));
    return conversation
        .client(0, hello())
        .server(
            Nanos.ofMillis(20),
            QuicTalk.join(
                talk.serverInitial(
                    0, QuicTalk.ack(0), QuicTalk.crypto(0, QuicTalk.serverHello(suite))),
                handshakeSealer(SecretLabel.SERVER_HANDSHAKE_TRAFFIC_SECRET)
                    .longPacket(type(2), QuicTalk.CLIENT_ID, QuicTalk.SERVER_ID, 0, extensions)))
        .client(
            Nanos.ofMillis(40),
            QuicTalk.join(
                handshakeSealer(SecretLabel.CLIENT_HANDSHAKE_TRAFFIC_SECRET)
                    .longPacket(
                        type(2),
                        QuicTalk.SERVER_ID,
                        QuicTalk.CLIENT_ID,
                        0,
                        QuicTalk.join(QuicTalk.ack(0), new byte[20])),
                client(0, new byte[] {1, 0, 0, 0, 0})));
  }

  byte[] hello() {
    return talk.clientInitial(
        QuicTalk.FIRST_ID, 0, QuicTalk.crypto(0, QuicTalk.clientHello("example.org")));
  }

  private PacketSealer handshakeSealer(SecretLabel label) {
    return PacketSealer.of(version, suite, secret(suite, label));
  }

  private int type(int ofVersion1) {
    return version.equals(QuicVersion.V2) ? ofVersion1 + 1 & 3 : ofVersion1;
  }

  byte[] early(long number, byte[] frames) {
    return handshakeSealer(SecretLabel.CLIENT_EARLY_TRAFFIC_SECRET)
        .longPacket(type(1), QuicTalk.FIRST_ID, QuicTalk.CLIENT_ID, number, frames);
  }

  byte[] client(long number, byte[]... frames) {
    return client.shortPacket(
        QuicTalk.SERVER_ID, false, phase, number, padded(QuicTalk.join(frames)));
  }

  byte[] server(long number, byte[]... frames) {
    return server.shortPacket(
        QuicTalk.CLIENT_ID, false, phase, number, padded(QuicTalk.join(frames)));
  }

  /** The sample of a header needs contents of some length. */
  private static byte[] padded(byte[] frames) {
    return Arrays.copyOf(frames, Math.max(8, frames.length));
  }

  /** A STREAM frame with offset and length. */
  static byte[] stream(long stream, long offset, String text, boolean isFinal) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return QuicTalk.join(
        new byte[] {(byte) (0x0e | (isFinal ? 1 : 0))},
        QuicTalk.varint((int) stream),
        QuicTalk.varint((int) offset),
        QuicTalk.varint(bytes.length),
        bytes);
  }
}
