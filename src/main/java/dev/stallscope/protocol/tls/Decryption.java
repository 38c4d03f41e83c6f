package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.protocol.DecryptionOutcome.Result;
import dev.stallscope.tls.CipherSuites;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.KeySchedule;
import dev.stallscope.tls.RecordCipher;
import dev.stallscope.tls.SecretLabel;
import dev.stallscope.tls.SecretSource;
import dev.stallscope.tls.ServerHello;
import dev.stallscope.tls.TlsRecord;
import dev.stallscope.tls.TlsVersion;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens the records of one connection with its secrets, as long as every record is there and proves
 * authentic. At the first that is not, both directions stop: a wrong value would be worse than
 * none.
 */
final class Decryption {
  private static final String NO_DETAIL = "";

  private final SecretSource secrets;
  private final HandshakeFacts facts;
  private final ConnectionContent content;
  private final Map<Direction, RecordOpener> openers = new EnumMap<>(Direction.class);
  private final Set<Direction> changedCipher = EnumSet.noneOf(Direction.class);
  private boolean isEarlyDataSent;
  private @Nullable DecryptionOutcome stopped;

  Decryption(SecretSource secrets, HandshakeFacts facts, ConnectionContent content) {
    this.secrets = secrets;
    this.facts = facts;
    this.content = content;
    if (secrets.equals(SecretSource.NONE)) {
      stop(Result.NO_KEYS, -1, NO_DETAIL);
    }
  }

  /** Whether the contents of records shall be kept. */
  boolean wants() {
    return stopped == null;
  }

  /** Takes a record that the handshake has seen already, and opens it where it is protected. */
  void record(SeenRecord record, byte[] body, int bodyLength) {
    if (stopped != null) {
      return;
    }
    if (record.type() == TlsRecord.CHANGE_CIPHER_SPEC) {
      changeCipher(record);
    } else if (isProtected(record)) {
      RecordOpener opener = opener(record);
      if (opener != null) {
        open(opener, record, body, bodyLength);
      }
    }
  }

  /** Bytes of either direction are missing. */
  void lost(int packet) {
    stop(Result.GAP, packet, NO_DETAIL);
  }

  /** How it went, now that the stream is over. */
  DecryptionOutcome outcome() {
    if (stopped != null) {
      return stopped;
    }
    return openers.isEmpty()
        ? new DecryptionOutcome(Result.NOTHING_ENCRYPTED, -1, NO_DETAIL)
        : new DecryptionOutcome(Result.DECRYPTED, -1, content.protocolTitle());
  }

  private void changeCipher(SeenRecord record) {
    if (!facts.isTls13() && !changedCipher.add(record.direction())) {
      stop(Result.RENEGOTIATED, record.firstPacket(), NO_DETAIL);
    }
  }

  private boolean isProtected(SeenRecord record) {
    return record.type() == TlsRecord.APPLICATION_DATA
        || !facts.isTls13() && changedCipher.contains(record.direction());
  }

  private @Nullable RecordOpener opener(SeenRecord record) {
    if (record.isFromClient() && facts.isEarlyDataDue()) {
      isEarlyDataSent = true;
      return null;
    }
    if (isEarlyDataSent && !facts.isEarlyDataRefused()) {
      stop(Result.EARLY_DATA, -1, NO_DETAIL);
    } else if (openers.isEmpty()) {
      start();
    }
    return stopped == null ? openers.get(record.direction()) : null;
  }

  private void start() {
    ClientHello hello = facts.clientHello;
    ServerHello answer = facts.serverHello;
    if (hello == null || answer == null) {
      stop(Result.HANDSHAKE_NOT_CAPTURED, -1, NO_DETAIL);
    } else if (!isKnown(hello)) {
      stop(Result.NO_KEYS, -1, NO_DETAIL);
    } else if (!answer.version().equals(TlsVersion.TLS_1_3)
        && !answer.version().equals(TlsVersion.TLS_1_2)) {
      stop(Result.VERSION_NOT_SUPPORTED, -1, answer.version().title());
    } else {
      Optional<RecordCipher> cipher = RecordCipher.of(answer.cipher());
      if (cipher.isEmpty()) {
        stop(Result.CIPHER_NOT_SUPPORTED, -1, CipherSuites.title(answer.cipher()));
      } else {
        start(cipher.get(), hello, answer);
      }
    }
  }

  private boolean isKnown(ClientHello hello) {
    for (SecretLabel label : SecretLabel.values()) {
      if (secrets.secret(label, hello.random()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private void start(RecordCipher cipher, ClientHello hello, ServerHello answer) {
    boolean isTls13 = answer.version().equals(TlsVersion.TLS_1_3);
    for (Direction direction : Direction.values()) {
      Optional<RecordOpener> opener =
          isTls13 ? opener13(cipher, hello, direction) : opener12(cipher, hello, answer, direction);
      if (opener.isEmpty()) {
        stop(Result.KEYS_INCOMPLETE, -1, NO_DETAIL);
        return;
      }
      openers.put(direction, opener.get());
    }
  }

  private Optional<RecordOpener> opener13(
      RecordCipher cipher, ClientHello hello, Direction direction) {
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
        : Tls13Opener.of(cipher, handshake.get(), traffic.get());
  }

  private Optional<RecordOpener> opener12(
      RecordCipher cipher, ClientHello hello, ServerHello answer, Direction direction) {
    byte[] randoms = HexFormat.of().parseHex(answer.random() + hello.random());
    boolean isClients = direction == Direction.CLIENT_TO_SERVER;
    return secrets
        .secret(SecretLabel.CLIENT_RANDOM, hello.random())
        .flatMap(
            master ->
                KeySchedule.tls12(cipher, master, randoms, isClients, answer.encryptsThenMacs()))
        .map(Tls12Opener::new);
  }

  private void open(RecordOpener opener, SeenRecord record, byte[] body, int bodyLength) {
    if (bodyLength == 0) {
      if (record.isWhole()) {
        stop(Result.GAP, record.firstPacket(), NO_DETAIL);
      }
      return;
    }
    int opened = opener.open(record, body, bodyLength);
    if (opened == RecordOpener.FAILED) {
      failed(record);
    } else if (opened > 0) {
      content.data(record, body, opened);
      if (content.isNotRead()) {
        stop(Result.CONTENT_NOT_READ, -1, content.protocolTitle());
      }
    }
  }

  /** A server that refuses early data passes over it in the same way (RFC 8446 4.2.10). */
  private void failed(SeenRecord record) {
    boolean mayBeEarly = record.isFromClient() && facts.earlyData != EarlyData.NONE;
    if (!mayBeEarly) {
      stop(Result.NOT_AUTHENTIC, record.firstPacket(), NO_DETAIL);
    } else if (!facts.isEarlyDataRefused()) {
      stop(Result.EARLY_DATA, -1, NO_DETAIL);
    }
  }

  private void stop(Result result, int packet, String detail) {
    if (stopped == null) {
      stopped = new DecryptionOutcome(result, packet, detail);
      openers.clear();
      content.stop();
    }
  }
}
