package dev.stallscope.protocol.tls;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.KeySchedule;
import dev.stallscope.tls.RecordCipher;
import dev.stallscope.tls.RecordProtection;
import dev.stallscope.tls.TlsRecord;
import java.util.Optional;

/**
 * Records of TLS 1.3: their type stands behind the contents, before zeros that pad them. The keys
 * of the handshake hold until this direction's Finished, those of a KeyUpdate from then on.
 */
final class Tls13Opener implements RecordOpener {
  private final RecordCipher cipher;
  private final HandshakeBuffer messages = new HandshakeBuffer();
  private final RecordProtection traffic;
  private RecordProtection protection;
  private byte[] secret;
  private boolean isInHandshake = true;

  private Tls13Opener(
      RecordCipher cipher, RecordProtection handshake, RecordProtection traffic, byte[] secret) {
    this.cipher = cipher;
    this.protection = handshake;
    this.traffic = traffic;
    this.secret = secret;
  }

  /**
   * Opens with the secrets of one direction.
   *
   * @return empty where they do not have the length that the cipher suite wants
   */
  static Optional<RecordOpener> of(RecordCipher cipher, byte[] handshake, byte[] traffic) {
    return KeySchedule.tls13(cipher, handshake)
        .flatMap(
            first ->
                KeySchedule.tls13(cipher, traffic)
                    .map(then -> new Tls13Opener(cipher, first, then, traffic)));
  }

  @Override
  public int open(SeenRecord record, byte[] body, int length) {
    int typeAt = protection.open(record.type(), body, length) - 1;
    while (typeAt >= 0 && body[typeAt] == 0) {
      typeAt--;
    }
    if (typeAt < 0) {
      return FAILED;
    }
    int type = Bytes.u8(body, typeAt);
    if (type == TlsRecord.HANDSHAKE) {
      messages.append(body, typeAt, (message, _, _, _) -> follow(message));
    }
    return type == TlsRecord.APPLICATION_DATA ? typeAt : NO_DATA;
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
