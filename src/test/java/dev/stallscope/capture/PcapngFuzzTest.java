package dev.stallscope.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes of a pcapng are, they are walked to their end. An ordinary test run tries the
 * seeds; with JAZZER_FUZZ=1 in the environment Jazzer goes on searching.
 */
class PcapngFuzzTest {
  static Stream<byte[]> pcapngs() {
    return Stream.of(SampleFiles.pcapng(), new byte[0]);
  }

  @MethodSource("pcapngs")
  @FuzzTest(maxDuration = "30s")
  void pcapngIsWalkedToItsEnd(byte[] bytes) {
    CaptureDamage damage = new CaptureDamage("fuzz");
    FuzzedRecords.check(bytes, new PcapngReader(damage, BlockListener.NONE), damage);
  }
}
