package dev.stallscope.protocol.tls;

import dev.stallscope.tls.RecordProtection;
import dev.stallscope.tls.TlsRecord;

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
  public int type() {
    return UNREAD;
  }
}
