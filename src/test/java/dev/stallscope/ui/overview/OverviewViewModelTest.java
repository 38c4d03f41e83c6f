package dev.stallscope.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.detail.CaptureProfile;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewViewModelTest {
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final OverviewViewModel model = new OverviewViewModel(rig.workspace());

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void saysWhatWasCapturedAndWhere() {
    rig.open(SampleCaptures.file("slow-server"));
    assertThat(model.title()).isEqualTo("capture.pcapng");
    assertThat(model.summary()).isEqualTo("30 packets · 6.6 kB · 3.26 s · Ethernet");
    assertThat(model.vantage()).isEqualTo(" · captured near the client");
  }

  @Test
  void saysNothingWhileNothingIsOpen() {
    assertThat(model.title() + model.summary() + model.vantage() + model.peak()).isEmpty();
    assertThat(model.trust()).isEmpty();
  }

  @Test
  void theProfileHoldsEveryByte() {
    rig.open(SampleCaptures.file("slow-server"));
    rig.await(() -> model.profileProperty().get() != null);
    CaptureProfile profile = Objects.requireNonNull(model.profileProperty().get());
    long bytes = IntStream.range(0, profile.buckets()).mapToLong(profile::wireBytes).sum();
    assertThat(bytes)
        .isEqualTo(
            Objects.requireNonNull(rig.workspace().analysis())
                .measurements()
                .capture()
                .wireBytes());
    assertThat(model.peak()).startsWith("peak ").endsWith("bit/s");
  }

  /** Two packets in six years. */
  @Test
  void aRateOfLessThanABitPerSecondIsNotSaid(@TempDir Path folder) throws IOException {
    String years = "one: client 0ms SYN\ntwo: client 200000000000ms SYN";
    rig.open(CaptureScript.parse(years).writeTo(folder.resolve("years.pcap")));
    rig.await(() -> model.profileProperty().get() != null);
    assertThat(model.peak()).isEmpty();
  }

  @Test
  void aRangeIsSaidFromTheBeginningOfTheCapture() {
    rig.open(SampleCaptures.file("slow-server"));
    long first =
        Objects.requireNonNull(rig.workspace().analysis()).measurements().capture().firstNanos();
    model
        .rangeProperty()
        .set(new TimeSpan(first + Nanos.ofMillis(250), first + Nanos.ofMillis(750)));
    assertThat(model.range()).isEqualTo("500 ms from 250 ms on");
  }

  @Test
  void aWholeCaptureIsTrusted() {
    rig.open(SampleCaptures.file("slow-server"));
    assertThat(model.trust().orElseThrow().level()).isEqualTo(Trust.Level.COMPLETE);
  }

  @Test
  void cutPacketsLimitATrustThatDroppedPacketsEnd() {
    rig.open(SampleCaptures.file("slow-reader"));
    Trust cut = model.trust().orElseThrow();
    assertThat(cut.level()).isEqualTo(Trust.Level.LIMITED);
    assertThat(cut.limits()).containsExactly("The capture cut 553 packets");
    rig.open(SampleCaptures.file("dropped-packets"));
    assertThat(model.trust().orElseThrow().level()).isEqualTo(Trust.Level.DOUBTFUL);
  }
}
