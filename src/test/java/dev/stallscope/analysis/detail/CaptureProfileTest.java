package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureProfileTest {
  @TempDir Path folder;

  @Test
  void everyPacketIsInOneBucket() throws IOException {
    try (OpenCapture open = OpenedScript.sample("packet-loss")) {
      CaptureFacts facts = open.analysis().measurements().capture();
      for (int buckets : new int[] {1, 7, 4096}) {
        CaptureProfile profile =
            CaptureProfile.of(open, new TimeSpan(facts.firstNanos(), facts.lastNanos()), buckets);
        IntStream all = IntStream.range(0, buckets);
        assertThat(all.mapToLong(profile::wireBytes).sum()).isEqualTo(facts.wireBytes());
        assertThat(IntStream.range(0, buckets).map(profile::packets).sum())
            .isEqualTo(facts.packets());
        assertThat(IntStream.range(0, buckets).mapToLong(profile::wireBytes).max())
            .hasValue(profile.maxWireBytes());
      }
    }
  }

  @Test
  void bytesStandWhereTheyWereSent() throws IOException {
    String script =
        "client 0ms udp 1000\nclient 50ms udp 100\nclient 51ms udp 100\nclient 100ms udp 1\n";
    try (OpenCapture open = OpenedScript.of(folder, script)) {
      TimeSpan span = new TimeSpan(CaptureScript.at("0ms"), CaptureScript.at("100ms"));
      CaptureProfile profile = CaptureProfile.of(open, span, 4);
      assertThat(IntStream.range(0, 4).map(profile::packets)).containsExactly(1, 0, 2, 1);
      assertThat(profile.wireBytes(0)).isEqualTo(1042);
      assertThat(profile.startNanos(3)).isEqualTo(CaptureScript.at("75ms"));
    }
  }

  @Test
  void whatWasLostIsSpreadOverItsTime() throws IOException {
    try (OpenCapture open = OpenedScript.sample("slow-server")) {
      CaptureFacts facts = open.analysis().measurements().capture();
      TimeSpan span = new TimeSpan(facts.firstNanos(), facts.lastNanos());
      CaptureProfile profile = CaptureProfile.of(open, span, 1000);
      double lostNanos =
          IntStream.range(0, 1000)
              .mapToDouble(
                  bucket ->
                      profile.stallIntensity(bucket)
                          * (profile.startNanos(bucket + 1) - profile.startNanos(bucket)))
              .sum();
      long expected =
          open.analysis().lostTimes().all().stream().mapToLong(LostTime::lostNanos).sum();
      assertThat(expected).isPositive();
      assertThat(lostNanos).isCloseTo(expected, within(0.01 * expected));
    }
  }

  @Test
  void aCaptureOfOneInstantHasOneFullBucket() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, "client 0ms udp 10\n")) {
      TimeSpan instant = new TimeSpan(CaptureScript.at("0ms"), CaptureScript.at("0ms"));
      CaptureProfile profile = CaptureProfile.of(open, instant, 3);
      assertThat(IntStream.range(0, 3).map(profile::packets).sum()).isEqualTo(1);
      assertThat(profile.stallIntensity(0)).isZero();
    }
  }
}
