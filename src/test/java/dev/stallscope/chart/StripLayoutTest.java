package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.OpeningListener;
import dev.stallscope.analysis.detail.CaptureProfile;
import dev.stallscope.measure.Stall;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StripLayoutTest {
  private static CaptureProfile profile;
  private static TimeScale scale;
  private static Stall stall;

  @BeforeAll
  static void open() throws Exception {
    try (OpenCapture capture =
        CaptureOpening.open(
            List.of(SampleCaptures.file("slow-reader")), OpeningListener.NONE, System::nanoTime)) {
      var measured = capture.analysis().measurements();
      TimeSpan span = new TimeSpan(measured.capture().firstNanos(), measured.capture().lastNanos());
      profile = CaptureProfile.of(capture, span, 100);
      scale = new TimeScale(span, 0, 500);
      stall =
          measured.stalls().stream()
              .max((a, b) -> Long.compare(a.durationNanos(), b.durationNanos()))
              .orElseThrow();
    }
  }

  @Test
  void theBusiestBucketReachesTheTopAndNoneLeavesTheStrip() {
    Points shape = shape(StripLayout.marks(profile, scale, 60, null));
    double top = IntStream.range(0, shape.size()).mapToDouble(shape::y).min().orElseThrow();
    assertThat(top).isEqualTo(6);
    assertThat(IntStream.range(0, shape.size()).mapToDouble(shape::x)).allMatch(x -> x <= 500);
  }

  @Test
  void theLongestStallIsMarkedFromItsStartToItsEnd() {
    List<Mark.Bar> bars = bars(StripLayout.marks(profile, scale, 60, null), Tone.STALL);
    double from = scale.x(stall.startNanos());
    double to = scale.x(stall.endNanos());
    assertThat(bars)
        .anyMatch(bar -> bar.x() <= from + 5 && bar.x() + bar.width() >= to - 5 && bar.y() == 54);
  }

  @Test
  void whatIsNotBrushedIsDimmed() {
    TimeSpan range = new TimeSpan(scale.nanosAt(100), scale.nanosAt(400));
    List<Mark.Bar> dimmed = bars(StripLayout.marks(profile, scale, 60, range), Tone.BACKGROUND);
    assertThat(dimmed).extracting(bar -> Math.round(bar.width())).containsExactly(100L, 100L);
  }

  private static Points shape(List<Mark> marks) {
    return marks.stream()
        .filter(Mark.Area.class::isInstance)
        .map(mark -> ((Mark.Area) mark).points())
        .findFirst()
        .orElseThrow();
  }

  private static List<Mark.Bar> bars(List<Mark> marks, Tone tone) {
    return marks.stream()
        .filter(Mark.Bar.class::isInstance)
        .map(Mark.Bar.class::cast)
        .filter(bar -> bar.tone() == tone)
        .toList();
  }
}
