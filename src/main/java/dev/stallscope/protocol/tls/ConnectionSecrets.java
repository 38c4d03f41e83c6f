package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.KeySchedule;
import dev.stallscope.tls.RecordCipher;
import dev.stallscope.tls.RecordProtection;
import dev.stallscope.tls.SecretLabel;
import dev.stallscope.tls.SecretSource;
import dev.stallscope.tls.ServerHello;
import java.util.HexFormat;
import java.util.Optional;

/** Looks for the secrets of one connection, and makes of them what opens its records. */
final class ConnectionSecrets {
  private final SecretSource secrets;
  private final HandshakeFacts facts;

  ConnectionSecrets(SecretSource secrets, HandshakeFacts facts) {
    this.secrets = secrets;
    this.facts = facts;
  }

  /** Whether there is any. */
  boolean isKnown(ClientHello hello) {
    for (SecretLabel label : SecretLabel.values()) {
      if (label != SecretLabel.RSA && secrets.secret(label, hello.random()).isPresent()) {
        return true;
      }
    }
    return premasterByName().isPresent();
  }

  private Optional<byte[]> premasterByName() {
    return facts.encryptedPremaster.isEmpty()
        ? Optional.empty()
        : secrets.secret(SecretLabel.RSA, facts.encryptedPremaster);
  }

  /** What opens the records of one direction of TLS 1.3 from its handshake on. */
  Optional<RecordOpener> opener13(
      RecordCipher cipher, ClientHello hello, Direction direction, OpenedListener listener) {
    boolean isClients = direction == Direction.CLIENT_TO_SERVER;
    Optional<byte[]> handshake =
        secrets.secret(
            isClients
                ? SecretLabel.CLIENT_HANDSHAKE_TRAFFIC_SECRET
                : SecretLabel.SERVER_HANDSHAKE_TRAFFIC_SECRET,
            hello.random());
    Optional<byte[]> traffic =
        secrets.secret(
            isClients ? SecretLabel.CLIENT_TRAFFIC_SECRET_0 : SecretLabel.SERVER_TRAFFIC_SECRET_0,
            hello.random());
    return handshake.isEmpty() || traffic.isEmpty()
        ? Optional.empty()
        : Tls13Opener.of(cipher, handshake.get(), traffic.get(), listener);
  }

  /** What opens data that the client sent with its hello; their cipher is that of the session. */
  Optional<RecordProtection> early(RecordCipher cipher, ClientHello hello) {
    return secrets
        .secret(SecretLabel.CLIENT_EARLY_TRAFFIC_SECRET, hello.random())
        .flatMap(secret -> KeySchedule.tls13(cipher, secret));
  }

  /** What opens the records of one direction of TLS 1.2 from its Finished on. */
  Optional<RecordOpener> opener12(
      RecordCipher cipher, ClientHello hello, ServerHello answer, Direction direction) {
    byte[] randoms = HexFormat.of().parseHex(answer.random() + hello.random());
    boolean isClients = direction == Direction.CLIENT_TO_SERVER;
    return master(cipher, hello, answer)
        .flatMap(
            master ->
                KeySchedule.tls12(cipher, master, randoms, isClients, answer.encryptsThenMacs()))
        .map(Tls12Opener::new);
  }

  private Optional<byte[]> master(RecordCipher cipher, ClientHello hello, ServerHello answer) {
    return secrets
        .secret(SecretLabel.CLIENT_RANDOM, hello.random())
        .or(
            () ->
                secrets
                    .secret(SecretLabel.PMS_CLIENT_RANDOM, hello.random())
                    .or(this::premasterByName)
                    .map(premaster -> master(cipher, premaster, hello, answer)));
  }

  private byte[] master(
      RecordCipher cipher, byte[] premaster, ClientHello hello, ServerHello answer) {
    return answer.extendsMaster()
        ? KeySchedule.extendedMaster(cipher, premaster, facts.transcript.toByteArray())
        : KeySchedule.master(
            cipher, premaster, HexFormat.of().parseHex(hello.random() + answer.random()));
  }
}
