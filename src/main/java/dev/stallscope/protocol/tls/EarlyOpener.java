package dev.stallscope.protocol.tls;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.RecordProtection;
import dev.stallscope.tls.TlsRecord;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client's records where data may go before its Finished (RFC 8446 2.3): those under the early
 * secret up to EndOfEarlyData, then the others. Where the server refuses the data, or there is no
 * secret for them, they are passed over until a record opens with the keys of the handshake.
 */
final class EarlyOpener implements RecordOpener {
  private final @Nullable RecordProtection early;
  private final boolean isTaken;
  private final RecordOpener then;
  private boolean isOver;
  private boolean isUnread;
  private int type = UNREAD;

  /**
   * @param early what opens the early data, where the server takes them and their secret is known
   * @param isTaken whether the server takes them
   * @param then opens what follows
   */
  EarlyOpener(Optional<RecordProtection> early, boolean isTaken, RecordOpener then) {
    this.early = early.orElse(null);
    this.isTaken = isTaken;
    this.then = then;
  }

  @Override
  public int open(SeenRecord record, byte[] body, int length) {
    if (isOver) {
      return then.open(record, body, length);
    }
    byte[] untouched = Arrays.copyOf(body, length);
    int typeAt =
        early == null ? -1 : Tls13Opener.typeAt(early.open(record.type(), body, length), body);
    if (typeAt >= 0) {
      type = Bytes.u8(body, typeAt);
      isOver = type == TlsRecord.HANDSHAKE && Bytes.u8(body, 0) == HandshakeType.END_OF_EARLY_DATA;
      return type == TlsRecord.APPLICATION_DATA ? typeAt : NO_DATA;
    }
    System.arraycopy(untouched, 0, body, 0, length);
    int opened = then.open(record, body, length);
    isOver = opened != FAILED;
    isUnread |= !isOver && isTaken;
    type = UNREAD;
    return isOver ? opened : NO_DATA;
  }

  @Override
  public Optional<DataParts> parts(SeenRecord record, byte[] body, int length) {
    return isOver ? then.parts(record, body, length) : Optional.empty();
  }

  @Override
  public int type() {
    return isOver && then.type() != UNREAD ? then.type() : type;
  }

  @Override
  public boolean hasUnread() {
    return isUnread;
  }
}
