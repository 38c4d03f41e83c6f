package dev.stallscope.ui.overview;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.detail.CaptureProfile;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.report.CaptureText;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The facts of the open capture in words, its profile over time, and the brushed range. */
public final class OverviewViewModel {
  /** Wide enough on a strip of a thousand pixels for a single packet to be seen. */
  private static final int BUCKETS = 240;

  private final Workspace workspace;
  private final BackgroundTasks.Lane profiling;
  private final ReadOnlyObjectWrapper<@Nullable CaptureProfile> profile =
      new ReadOnlyObjectWrapper<>();

  public OverviewViewModel(Workspace workspace) {
    this.workspace = workspace;
    profiling = workspace.tasks().lane();
    workspace.captureProperty().addListener((_, _, capture) -> profile(capture));
    profile(workspace.capture());
  }

  /** The open capture, whose facts these are. */
  public ReadOnlyObjectProperty<@Nullable OpenCapture> captureProperty() {
    return workspace.captureProperty();
  }

  /** Throughput and stalls over all of the time, or null while there is nothing to show. */
  public ReadOnlyObjectProperty<@Nullable CaptureProfile> profileProperty() {
    return profile.getReadOnlyProperty();
  }

  /** The brushed range, or null for all of the time. */
  public ObjectProperty<@Nullable TimeSpan> rangeProperty() {
    return workspace.selection().rangeProperty();
  }

  /** The scale of the strip between two x, if there is a profile. */
  public Optional<TimeScale> scale(double left, double right) {
    return Optional.ofNullable(profile.get())
        .filter(_ -> right > left)
        .map(shown -> new TimeScale(shown.span(), left, right));
  }

  /** The names of the files, or nothing. */
  public String title() {
    return facts().map(facts -> String.join(", ", facts.files())).orElse("");
  }

  /** Packets, bytes, duration and link types; nothing while nothing is open. */
  public String summary() {
    return facts().map(OverviewViewModel::summary).orElse("");
  }

  /** Where the open capture was taken. */
  public String vantage() {
    return facts()
        .map(CaptureText::vantage)
        .filter(vantage -> !vantage.isEmpty())
        .map(vantage -> Texts.of("overview.vantage", vantage))
        .orElse("");
  }

  /** Whether the open capture can be trusted. */
  Optional<Trust> trust() {
    return Optional.ofNullable(workspace.analysis()).map(Trust::of);
  }

  /** The highest rate of the strip in words; nothing without a profile. */
  public String peak() {
    CaptureProfile shown = profile.get();
    if (shown == null) {
      return "";
    }
    double bucketSeconds = (double) shown.span().durationNanos() / BUCKETS / Nanos.PER_SECOND;
    long bitsPerSecond = Math.round(shown.maxWireBytes() * 8 / bucketSeconds);
    return bitsPerSecond == 0 ? "" : Texts.of("overview.peak", QuantityText.rate(bitsPerSecond));
  }

  /** The brushed range in words; nothing for all of the time. */
  public String range() {
    TimeSpan range = rangeProperty().get();
    return facts()
        .filter(_ -> range != null)
        .map(
            facts ->
                Texts.of(
                    "overview.range",
                    DurationText.of(range.durationNanos()),
                    DurationText.of(range.startNanos() - facts.firstNanos())))
        .orElse("");
  }

  private void profile(@Nullable OpenCapture capture) {
    if (capture == null || facts().map(OverviewViewModel::isTimeless).orElse(true)) {
      profiling.drop();
      profile.set(null);
      return;
    }
    CaptureFacts facts = capture.analysis().measurements().capture();
    TimeSpan span = new TimeSpan(facts.firstNanos(), facts.lastNanos());
    profiling.submit(() -> CaptureProfile.of(capture, span, BUCKETS), profile::set, workspace::say);
  }

  /** Fewer than two instants have no extent to draw. */
  private static boolean isTimeless(CaptureFacts facts) {
    return facts.packets() == 0 || facts.lastNanos() <= facts.firstNanos();
  }

  private Optional<CaptureFacts> facts() {
    return Optional.ofNullable(workspace.analysis())
        .map(analysis -> analysis.measurements().capture());
  }

  private static String summary(CaptureFacts facts) {
    if (facts.packets() == 0) {
      return Texts.of("overview.empty");
    }
    return Texts.of(
        "overview.facts",
        facts.packets(),
        SizeText.of(facts.wireBytes()),
        DurationText.of(facts.lastNanos() - facts.firstNanos()),
        CaptureText.linkTypes(facts));
  }
}
