package dev.stallscope.ui.probe;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TimeRuler;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.chart.WaterfallLayout;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.report.Labels;
import dev.stallscope.report.Printable;
import dev.stallscope.report.ProbeText;
import dev.stallscope.report.SizeText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rows of a probe look like and say. */
final class RunDrawing {
  private static final double CROSS = 7;

  private final RunsViewModel model;
  private final Supplier<WaterfallColumns> columns;

  RunDrawing(RunsViewModel model, Supplier<WaterfallColumns> columns) {
    this.model = model;
    this.columns = columns;
  }

  List<Mark> ruler(double height, TextMeter meter) {
    return ruler(scale(), meter).marks(height, meter);
  }

  List<Mark> row(ProbeRow row, double height, TextMeter meter) {
    TimeScale scale = scale();
    WaterfallLayout layout = layout(scale, meter);
    List<Mark> marks = new ArrayList<>(ruler(scale, meter).grid(0, height));
    PhaseTimings phases = model.phases(row);
    marks.addAll(columns.get().row(texts(row), emphasis(row), height / 2, meter));
    marks.addAll(layout.phases(phases, 0, height));
    if (row.isFailed()) {
      double x = scale.x(row.span().endNanos()) + CROSS;
      marks.add(
          new Mark.Sign(
              Math.min(x, scale.right() - CROSS / 2),
              height / 2,
              CROSS,
              Mark.Shape.CROSS,
              Tone.MAJOR));
    }
    return marks;
  }

  private static TimeRuler ruler(TimeScale scale, TextMeter meter) {
    return TimeRuler.ofRows(scale, 0, meter);
  }

  private TimeScale scale() {
    WaterfallColumns now = columns.get();
    return new TimeScale(model.axis(), now.barLeft(), now.barRight());
  }

  private static WaterfallLayout layout(TimeScale scale, TextMeter meter) {
    return new WaterfallLayout(scale, meter, _ -> "", _ -> Optional.empty());
  }

  private WaterfallColumns.Texts texts(ProbeRow row) {
    long start = row.span().startNanos();
    return new WaterfallColumns.Texts(
        start == 0 ? Texts.of("probe.zero") : DurationText.of(start),
        label(row),
        status(row),
        row.measured().flatMap(ProbeHop::response).isPresent() ? size(row) : "",
        DurationText.of(model.phases(row).timings().isEmpty() ? 0 : duration(row)),
        Math.min(1, row.hop()));
  }

  private long duration(ProbeRow row) {
    return model.phases(row).timings().getLast().span().endNanos() - row.span().startNanos();
  }

  /** The run; for what a redirect led to, its path. */
  private String label(ProbeRow row) {
    String url = row.measured().map(ProbeHop::url).orElse("");
    return row.hop() == 0
        ? ProbeText.name(row.run(), model.isConcurrent())
        : Texts.of("probe.redirected", Printable.of(Labels.REDACTED.text(path(url))));
  }

  private static String path(String url) {
    return url.replaceFirst("^[a-z]+://[^/]*", "");
  }

  private static String size(ProbeRow row) {
    return row.measured()
        .flatMap(ProbeHop::response)
        .map(response -> SizeText.of(response.body().wireBytes()))
        .orElse("");
  }

  private static String status(ProbeRow row) {
    if (row.isFailed()) {
      return Texts.of("probe.failed");
    }
    return row.measured()
        .flatMap(ProbeHop::response)
        .map(response -> Integer.toString(response.code()))
        .orElseGet(() -> inProgress(row));
  }

  private static String inProgress(ProbeRow row) {
    return row.measured().isPresent() ? "" : Texts.of("probe.in-progress");
  }

  private static WaterfallColumns.Emphasis emphasis(ProbeRow row) {
    Tone status =
        row.isFailed() ? Tone.MAJOR : status(row).matches("3\\d\\d") ? Tone.MINOR : Tone.DIM;
    return new WaterfallColumns.Emphasis(status, Tone.TEXT, false);
  }

  /** A row as a screen reader says it. */
  String spoken(ProbeRow row) {
    WaterfallColumns.Texts texts = texts(row);
    return Stream.of(texts.label(), texts.status(), texts.size(), texts.duration())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
