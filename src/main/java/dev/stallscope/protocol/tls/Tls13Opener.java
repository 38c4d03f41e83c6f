package dev.stallscope.protocol.tls;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.KeySchedule;
import dev.stallscope.tls.RecordCipher;
import dev.stallscope.tls.RecordParts;
import dev.stallscope.tls.RecordProtection;
import dev.stallscope.tls.TlsAlert;
import dev.stallscope.tls.TlsRecord;
import java.util.Optional;

/**
 * Records of TLS 1.3: their type stands behind the contents, before zeros that pad them. The keys
 * of the handshake hold until this direction's Finished, those of a KeyUpdate from then on.
 */
final class Tls13Opener implements RecordOpener {
  private static final int ALERT_BYTES = 2;

  /** A block of the cipher: to open less takes as long. */
  private static final int TAIL_BYTES = 16;

  private final RecordCipher cipher;
  private final HandshakeBuffer messages = new HandshakeBuffer();
  private final RecordProtection traffic;
  private final OpenedListener listener;
  private RecordProtection protection;
  private byte[] secret;
  private boolean isInHandshake = true;
  private final byte[] tail = new byte[TAIL_BYTES];
  private int type = UNREAD;

  private Tls13Opener(
      RecordCipher cipher,
      RecordProtection handshake,
      RecordProtection traffic,
      byte[] secret,
      OpenedListener listener) {
    this.cipher = cipher;
    this.protection = handshake;
    this.traffic = traffic;
    this.secret = secret;
    this.listener = listener;
  }

  /**
   * Opens with the secrets of one direction.
   *
   * @return empty where they do not have the length that the cipher suite wants
   */
  static Optional<RecordOpener> of(
      RecordCipher cipher, byte[] handshake, byte[] traffic, OpenedListener listener) {
    return KeySchedule.tls13(cipher, handshake)
        .flatMap(
            first ->
                KeySchedule.tls13(cipher, traffic)
                    .map(then -> new Tls13Opener(cipher, first, then, traffic, listener)));
  }

  @Override
  public int open(SeenRecord record, byte[] body, int length) {
    int typeAt = typeAt(protection.open(record.type(), body, length), body);
    if (typeAt < 0) {
      return FAILED;
    }
    type = Bytes.u8(body, typeAt);
    if (type == TlsRecord.HANDSHAKE) {
      messages.append(
          body,
          typeAt,
          (message, bytes, offset, size) -> {
            listener.message(record, message, bytes, offset, size);
            follow(message);
          });
    } else if (type == TlsRecord.ALERT && typeAt == ALERT_BYTES) {
      listener.alert(record, new TlsAlert(Bytes.u8(body, 0), Bytes.u8(body, 1)));
    }
    return type == TlsRecord.APPLICATION_DATA ? typeAt : NO_DATA;
  }

  /** What is padded with many zeros is opened whole, to find where its data end. */
  @Override
  public Optional<DataParts> parts(SeenRecord record, byte[] body, int length) {
    return protection.parts().flatMap(parts -> data(parts, body, parts.plaintextBytes(length)));
  }

  private Optional<DataParts> data(RecordParts parts, byte[] body, int plaintext) {
    int count = Math.min(plaintext, tail.length);
    if (count <= 0) {
      return Optional.empty();
    }
    parts.read(body, plaintext - count, count, tail);
    int typeAt = typeAt(count, tail);
    if (typeAt < 0 || tail[typeAt] != TlsRecord.APPLICATION_DATA) {
      return Optional.empty();
    }
    type = TlsRecord.APPLICATION_DATA;
    return Optional.of(new DataParts(parts, plaintext - count + typeAt));
  }

  /** Where the type stands in what was opened; negative where it was not, or holds none. */
  static int typeAt(int opened, byte[] body) {
    int typeAt = opened - 1;
    while (typeAt >= 0 && body[typeAt] == 0) {
      typeAt--;
    }
    return typeAt;
  }

  @Override
  public int type() {
    return type;
  }

  private void follow(int message) {
    if (message == HandshakeType.FINISHED && isInHandshake) {
      isInHandshake = false;
      protection = traffic;
    } else if (message == HandshakeType.KEY_UPDATE && !isInHandshake) {
      secret = KeySchedule.next(cipher, secret);
      protection = KeySchedule.tls13(cipher, secret).orElse(protection);
    }
  }
}
