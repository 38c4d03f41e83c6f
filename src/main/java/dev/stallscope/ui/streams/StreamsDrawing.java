package dev.stallscope.ui.streams;

import dev.stallscope.analysis.detail.StreamRuns;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.StreamsLayout;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.TimeRuler;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.ChartCell;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.TimeAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The marks of rows and of the ruler above them, on the waterfall's time. */
final class StreamsDrawing implements ChartCell.Rows {
  private static final double CURSOR_WIDTH = 1;

  private final StreamsViewModel model;
  private final TimeAxis axis;
  private final Supplier<WaterfallColumns> columns;

  StreamsDrawing(StreamsViewModel model, TimeAxis axis, Supplier<WaterfallColumns> columns) {
    this.model = model;
    this.axis = axis;
    this.columns = columns;
  }

  TimeScale scale() {
    WaterfallColumns now = columns.get();
    return new TimeScale(axis.viewProperty().get(), now.barLeft(), now.barRight());
  }

  private TimeRuler ruler(TextMeter meter) {
    return TimeRuler.ofRows(scale(), axis.zeroNanosProperty().get(), meter);
  }

  /** The ruler, and in front of it what the columns say. */
  List<Mark> ruler(double height, TextMeter meter) {
    List<Mark> marks = new ArrayList<>(ruler(meter).marks(height, meter));
    WaterfallColumns now = columns.get();
    double middle = height / 2;
    marks.add(heading("label", now.labelLeft(), middle, Mark.Anchor.START));
    marks.add(heading("status", now.statusRight(), middle, Mark.Anchor.END));
    marks.add(heading("duration", now.durationRight(), middle, Mark.Anchor.END));
    if (now.startRight() > 0) {
      marks.add(heading("start", now.startRight(), middle, Mark.Anchor.END));
    }
    if (now.sizeRight() > 0) {
      marks.add(heading("size", now.sizeRight(), middle, Mark.Anchor.END));
    }
    return marks;
  }

  private static Mark heading(String column, double x, double middle, Mark.Anchor anchor) {
    String text = Texts.of("waterfall.column." + column);
    return new Mark.Label(x, middle, text, TextStyle.SECONDARY, Tone.DIM, anchor);
  }

  @Override
  public List<Mark> marks(int row, double width, double height, TextMeter meter) {
    StreamRuns runs = model.rows().runs().orElse(null);
    if (runs == null || row >= model.rows().size()) {
      return List.of();
    }
    List<Mark> marks = new ArrayList<>(ruler(meter).grid(0, height));
    WaterfallColumns.Emphasis emphasis =
        new WaterfallColumns.Emphasis(Tone.DIM, Tone.DIM, row == 0);
    marks.addAll(
        columns.get().row(model.rows().texts(row, this::time), emphasis, height / 2, meter));
    StreamsLayout layout = new StreamsLayout(runs, scale());
    model
        .rows()
        .exchange(row)
        .ifPresentOrElse(
            exchange ->
                marks.addAll(
                    layout.row(
                        runs.rows().get(row - 1), StreamRows.asked(exchange), height / 2, height)),
            () -> marks.addAll(layout.connection(height / 2, height)));
    model.packetNanos().ifPresent(nanos -> cursor(nanos, height, marks));
    return marks;
  }

  /** Where the selected packet came. */
  private void cursor(long nanos, double height, List<Mark> marks) {
    TimeScale scale = scale();
    double x = scale.x(nanos);
    if (x >= scale.left() && x <= scale.right()) {
      marks.add(new Mark.Line(x, 0, x, height, Tone.ACCENT, CURSOR_WIDTH, false));
    }
  }

  /** The run of a row that one points at. */
  OptionalInt runAt(int row, double x) {
    StreamRuns runs = model.rows().runs().orElse(null);
    if (runs == null || x < scale().left()) {
      return OptionalInt.empty();
    }
    StreamsLayout layout = new StreamsLayout(runs, scale());
    return row == 0
        ? layout.runAt(0, runs.size(), x)
        : layout.runAt(runs.rows().get(row - 1).from(), runs.rows().get(row - 1).to(), x);
  }

  private String time(long epochNanos) {
    return DurationText.of(epochNanos - axis.zeroNanosProperty().get());
  }

  @Override
  public String spoken(int row) {
    return model.rows().spoken(row, this::time);
  }
}
