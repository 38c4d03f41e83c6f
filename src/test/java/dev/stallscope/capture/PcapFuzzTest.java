package dev.stallscope.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes of a pcap are, they are walked to their end. */
class PcapFuzzTest {
  static Stream<byte[]> pcaps() {
    return Stream.of(SampleFiles.pcap(1, 2, 3), SampleFiles.kuznetzov(LinkDirection.OUTBOUND));
  }

  @MethodSource("pcaps")
  @FuzzTest(maxDuration = "30s")
  void pcapIsWalkedToItsEnd(byte[] bytes) {
    CaptureDamage damage = new CaptureDamage("fuzz");
    FuzzedRecords.check(bytes, new PcapReader(damage), damage);
  }
}
