package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

/** Records of any bytes: walking them throws nothing, ends, and yields packets that lie in them. */
final class FuzzedRecords {
  private FuzzedRecords() {}

  static void check(byte[] bytes, RecordReader records, CaptureDamage damage) {
    PacketBatch batch = new PacketBatch();
    int at = 0;
    do {
      batch.clear(0);
      at = records.walk(bytes, at, bytes.length, 0, batch);
      for (int i = 0; i < batch.count(); i++) {
        assertThat(batch.capturedLength(i)).isBetween(0, bytes.length - batch.offset(i));
        assertThat(batch.originalLength(i)).isGreaterThanOrEqualTo(batch.capturedLength(i));
      }
    } while (batch.isFull());
    if (!records.isStopped()) {
      assertThat(records.wantedBytes()).isGreaterThan(bytes.length - at);
    }
    assertThat(records.interfaces()).hasSizeLessThanOrEqualTo(CaptureLimits.INTERFACES);
    assertThat(damage.warnings(at, records.incomplete(bytes.length - at)))
        .hasSizeLessThanOrEqualTo(CaptureDamage.MAX_WARNINGS + 2);
  }
}
