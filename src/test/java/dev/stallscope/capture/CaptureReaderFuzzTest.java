package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes are, walking them throws nothing, ends, and yields packets that lie in them.
 * An ordinary test run tries the seeds; with JAZZER_FUZZ=1 in the environment Jazzer goes on
 * searching.
 */
class CaptureReaderFuzzTest {
  static Stream<byte[]> pcaps() {
    return Stream.of(SampleFiles.pcap(1, 2, 3), SampleFiles.kuznetzov(LinkDirection.OUTBOUND));
  }

  static Stream<byte[]> pcapngs() {
    return Stream.of(SampleFiles.pcapng(), new byte[0]);
  }

  @MethodSource("pcaps")
  @FuzzTest(maxDuration = "30s")
  void pcapIsWalkedToItsEnd(byte[] bytes) {
    CaptureDamage damage = new CaptureDamage("fuzz");
    check(bytes, new PcapReader(damage), damage);
  }

  @MethodSource("pcapngs")
  @FuzzTest(maxDuration = "30s")
  void pcapngIsWalkedToItsEnd(byte[] bytes) {
    CaptureDamage damage = new CaptureDamage("fuzz");
    check(bytes, new PcapngReader(damage, BlockListener.NONE), damage);
  }

  private static void check(byte[] bytes, RecordReader records, CaptureDamage damage) {
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
