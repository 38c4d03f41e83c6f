package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecryptionOutcome.Result;
import dev.stallscope.quic.PacketProtection;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.RecordCipher;
import dev.stallscope.tls.SecretLabel;
import dev.stallscope.tls.SecretSource;
import dev.stallscope.tls.ServerHello;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a key log gives for the packets of one connection behind its Initials. */
final class PacketKeys {
  private static final int AES_128_GCM = 0x1301;
  private static final int AES_256_GCM = 0x1302;
  private static final int CHACHA20 = 0x1303;

  private final SecretSource secrets;
  private final HandshakeProgress handshake;
  private @Nullable BySide<Optional<PacketProtection>> handshakeKeys;
  private @Nullable BySide<Optional<TrafficKeys>> trafficKeys;
  private @Nullable List<PacketProtection> earlyKeys;

  PacketKeys(SecretSource secrets, HandshakeProgress handshake) {
    this.secrets = secrets;
    this.handshake = handshake;
  }

  Optional<PacketProtection> handshake(Direction sentBy) {
    ServerHello answer = handshake.serverHello().orElse(null);
    if (answer == null) {
      return Optional.empty();
    }
    if (handshakeKeys == null) {
      handshakeKeys =
          new BySide<>(
              protection(answer.cipher(), SecretLabel.CLIENT_HANDSHAKE_TRAFFIC_SECRET),
              protection(answer.cipher(), SecretLabel.SERVER_HANDSHAKE_TRAFFIC_SECRET));
    }
    return handshakeKeys.of(sentBy);
  }

  Optional<TrafficKeys> traffic(Direction sentBy) {
    ServerHello answer = handshake.serverHello().orElse(null);
    if (answer == null) {
      return Optional.empty();
    }
    if (trafficKeys == null) {
      trafficKeys =
          new BySide<>(
              protection(answer.cipher(), SecretLabel.CLIENT_TRAFFIC_SECRET_0)
                  .map(TrafficKeys::new),
              protection(answer.cipher(), SecretLabel.SERVER_TRAFFIC_SECRET_0)
                  .map(TrafficKeys::new));
    }
    return trafficKeys.of(sentBy);
  }

  /**
   * What may open data sent with the hello: the suite is that of an earlier connection, of which
   * the secret's length tells as much as the hash.
   */
  List<PacketProtection> early() {
    if (earlyKeys == null) {
      List<PacketProtection> candidates = new ArrayList<>();
      for (int suite : new int[] {AES_128_GCM, CHACHA20, AES_256_GCM}) {
        protection(suite, SecretLabel.CLIENT_EARLY_TRAFFIC_SECRET).ifPresent(candidates::add);
      }
      earlyKeys = List.copyOf(candidates);
    }
    return earlyKeys;
  }

  private Optional<PacketProtection> protection(int suite, SecretLabel label) {
    Optional<RecordCipher> cipher = cipher(suite);
    Optional<QuicVersion> version = QuicVersion.of(handshake.version());
    Optional<byte[]> secret =
        handshake.clientHello().map(ClientHello::random).flatMap(of -> secrets.secret(label, of));
    return cipher.isPresent() && version.isPresent()
        ? secret.flatMap(bytes -> PacketProtection.of(cipher.get(), version.get(), bytes))
        : Optional.empty();
  }

  private static Optional<RecordCipher> cipher(int suite) {
    return RecordCipher.of(suite).filter(PacketProtection::opens);
  }

  /** Why nothing could be opened. */
  Result reason() {
    Optional<ClientHello> hello = handshake.clientHello();
    if (secrets.equals(SecretSource.NONE)) {
      return Result.NO_KEYS;
    }
    if (hello.isEmpty() || handshake.serverHello().isEmpty()) {
      return handshake.isDone() ? Result.HANDSHAKE_NOT_CAPTURED : Result.NOTHING_ENCRYPTED;
    }
    if (cipher(handshake.serverHello().get().cipher()).isEmpty()) {
      return Result.CIPHER_NOT_SUPPORTED;
    }
    boolean isKnown =
        Arrays.stream(SecretLabel.values())
            .anyMatch(label -> secrets.secret(label, hello.get().random()).isPresent());
    return isKnown ? Result.KEYS_INCOMPLETE : Result.NO_KEYS;
  }
}
