package dev.stallscope.protocol.tls;

import dev.stallscope.tls.RecordProtection;
import dev.stallscope.tls.TlsRecord;
import java.util.Optional;

/** Records of TLS 1.2, whose type stands in the clear and whose keys stay. */
record Tls12Opener(RecordProtection protection) implements RecordOpener {
  @Override
  public int open(SeenRecord record, byte[] body, int length) {
    int opened = protection.open(record.type(), body, length);
    if (opened == RecordProtection.NOT_AUTHENTIC) {
      return FAILED;
    }
    return record.type() == TlsRecord.APPLICATION_DATA ? opened : NO_DATA;
  }

  @Override
  public Optional<DataParts> parts(SeenRecord record, byte[] body, int length) {
    return record.type() == TlsRecord.APPLICATION_DATA
        ? protection.parts().map(parts -> new DataParts(parts, parts.plaintextBytes(length)))
        : Optional.empty();
  }

  @Override
  public int type() {
    return UNREAD;
  }
}
