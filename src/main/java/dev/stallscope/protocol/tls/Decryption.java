package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.protocol.DecryptionOutcome.Result;
import dev.stallscope.tls.CipherSuites;
import dev.stallscope.tls.ClientHello;
import dev.stallscope.tls.RecordCipher;
import dev.stallscope.tls.RecordProtection;
import dev.stallscope.tls.SecretSource;
import dev.stallscope.tls.ServerHello;
import dev.stallscope.tls.TlsRecord;
import dev.stallscope.tls.TlsVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
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
  private static final int ALL = -1;

  private final ConnectionSecrets secrets;
  private final HandshakeFacts facts;
  private final ConnectionContent content;
  private final WantedParts wanted;
  private final OpenedListener listener;
  private final Map<Direction, RecordOpener> openers = new EnumMap<>(Direction.class);
  private final Set<Direction> changedCipher = EnumSet.noneOf(Direction.class);
  private final List<KeptRecord> earlyRecords = new ArrayList<>(0);
  private int earlyBytes;
  private boolean isEarlyAwaited;
  private @Nullable DecryptionOutcome stopped;

  /** A record that was kept until it is known what opens it. */
  private static final class KeptRecord {
    private final SeenRecord record;
    private final byte[] body;

    KeptRecord(SeenRecord record, byte[] body) {
      this.record = record;
      this.body = body;
    }
  }

  Decryption(
      SecretSource secrets,
      HandshakeFacts facts,
      ConnectionContent content,
      OpenedListener listener) {
    this.secrets = new ConnectionSecrets(secrets, facts);
    this.facts = facts;
    this.content = content;
    this.wanted = new WantedParts(content);
    this.listener = listener;
    if (secrets.equals(SecretSource.NONE)) {
      stop(Result.NO_KEYS, -1, NO_DETAIL);
    }
  }

  /** Whether the contents of records shall be kept. */
  boolean wants() {
    return stopped == null;
  }

  /**
   * Takes a record, and opens it where it is protected.
   *
   * @return the type of what a record of TLS 1.3 held, or {@link RecordOpener#UNREAD}
   */
  int record(SeenRecord record, byte[] body, int bodyLength) {
    if (stopped != null) {
      return RecordOpener.UNREAD;
    }
    if (record.type() == TlsRecord.CHANGE_CIPHER_SPEC) {
      changeCipher(record);
    } else if (isProtected(record)) {
      if (mayBeEarly(record)) {
        keepEarly(record, body, bodyLength);
      } else {
        return openProtected(record, body, bodyLength);
      }
    }
    return RecordOpener.UNREAD;
  }

  private int openProtected(SeenRecord record, byte[] body, int bodyLength) {
    if (openers.isEmpty()) {
      start();
      facts.forgetTranscript();
    }
    RecordOpener opener = openers.get(record.direction());
    if (stopped != null || opener == null) {
      return RecordOpener.UNREAD;
    }
    int type = open(opener, record, body, bodyLength);
    if (isEarlyAwaited && facts.encryptedExtensions != null) {
      isEarlyAwaited = false;
      replayEarly();
    }
    return type;
  }

  /** Whether data may go before the client's Finished, and the server has not said what of them. */
  private boolean mayBeEarly(SeenRecord record) {
    isEarlyAwaited |=
        facts.earlyData != EarlyData.NONE && facts.isTls13() && facts.encryptedExtensions == null;
    return record.isFromClient() && isEarlyAwaited;
  }

  private void keepEarly(SeenRecord record, byte[] body, int bodyLength) {
    earlyBytes += bodyLength;
    if (earlyBytes > DecodeLimits.TLS_EARLY_BYTES) {
      stop(Result.EARLY_DATA, -1, NO_DETAIL);
    } else {
      earlyRecords.add(new KeptRecord(record, Arrays.copyOf(body, bodyLength)));
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
    if (openers.isEmpty()) {
      return new DecryptionOutcome(
          earlyRecords.isEmpty() ? Result.NOTHING_ENCRYPTED : Result.EARLY_DATA, -1, NO_DETAIL);
    }
    if (content.isNotRead()) {
      return notRead();
    }
    return openers.values().stream().anyMatch(RecordOpener::hasUnread)
        ? new DecryptionOutcome(Result.EARLY_DATA, -1, NO_DETAIL)
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

  private void start() {
    ClientHello hello = facts.clientHello;
    ServerHello answer = facts.serverHello;
    if (hello == null || answer == null) {
      stop(Result.HANDSHAKE_NOT_CAPTURED, -1, NO_DETAIL);
    } else if (!secrets.isKnown(hello)) {
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

  private void start(RecordCipher cipher, ClientHello hello, ServerHello answer) {
    boolean isTls13 = answer.version().equals(TlsVersion.TLS_1_3);
    for (Direction direction : Direction.values()) {
      Optional<RecordOpener> opener =
          isTls13
              ? secrets.opener13(cipher, hello, direction, listener)
              : secrets.opener12(cipher, hello, answer, direction);
      if (opener.isEmpty()) {
        stop(Result.KEYS_INCOMPLETE, -1, NO_DETAIL);
        return;
      }
      openers.put(direction, opener.get());
    }
  }

  /** Opens what the client sent before it was known whether the server takes it. */
  private void replayEarly() {
    ClientHello hello = facts.clientHello;
    ServerHello answer = facts.serverHello;
    RecordOpener then = openers.get(Direction.CLIENT_TO_SERVER);
    if (hello == null || answer == null || then == null) {
      return;
    }
    boolean isTaken = !facts.isEarlyDataRefused();
    Optional<RecordProtection> early =
        RecordCipher.of(answer.cipher())
            .filter(_ -> isTaken)
            .flatMap(cipher -> secrets.early(cipher, hello));
    EarlyOpener opener = new EarlyOpener(early, isTaken, then);
    openers.put(Direction.CLIENT_TO_SERVER, opener);
    List<KeptRecord> kept = List.copyOf(earlyRecords);
    earlyRecords.clear();
    kept.forEach(one -> open(opener, one.record, one.body, one.body.length));
  }

  private int open(RecordOpener opener, SeenRecord record, byte[] body, int bodyLength) {
    if (bodyLength == 0) {
      if (record.isWhole()) {
        stop(Result.GAP, record.firstPacket(), NO_DETAIL);
      }
      return RecordOpener.UNREAD;
    }
    int handedOn = handOn(opener, record, body, bodyLength);
    if (handedOn == ALL) {
      return opener.type();
    }
    int opened = opener.open(record, body, bodyLength);
    if (opened == RecordOpener.FAILED) {
      stop(Result.NOT_AUTHENTIC, record.firstPacket(), NO_DETAIL);
      return RecordOpener.UNREAD;
    }
    if (opened > 0) {
      content.data(record, opened, handedOn, body, handedOn, opened - handedOn);
      if (content.isNotRead()) {
        stop(notRead());
      }
    }
    return opener.type();
  }

  /** Hands on what need not be opened: how many bytes, or {@link #ALL}. */
  private int handOn(RecordOpener opener, SeenRecord record, byte[] body, int bodyLength) {
    if (bodyLength < WantedParts.LEAST_BYTES || !content.isOpenedAsWanted()) {
      return 0;
    }
    Optional<DataParts> parts = opener.parts(record, body, bodyLength);
    int handedOn = parts.isEmpty() ? 0 : wanted.handOn(record, body, parts.get());
    return parts.isPresent() && handedOn == parts.get().length() ? ALL : handedOn;
  }

  private DecryptionOutcome notRead() {
    String title = facts.upgrade.map(Upgrade::title).orElseGet(content::protocolTitle);
    return new DecryptionOutcome(Result.CONTENT_NOT_READ, -1, title);
  }

  private void stop(Result result, int packet, String detail) {
    stop(new DecryptionOutcome(result, packet, detail));
  }

  private void stop(DecryptionOutcome outcome) {
    if (stopped == null) {
      stopped = outcome;
      openers.clear();
      earlyRecords.clear();
      content.stop();
    }
  }
}
