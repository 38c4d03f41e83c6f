package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.AxisRoom;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TimeRuler;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.chart.WaterfallLayout;
import dev.stallscope.report.StallText;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The marks of rows and of the ruler above them, on the same scale. */
final class RowDrawing {
  private static final double MARKED_WIDTH = 3;
  private static final double FOLD = 7;
  private static final double PIN = 5;

  /** So that a row's texts and bars stay readable. */
  private static final double RELATED_TINT = 0.16;

  /** Of the bars' width, for words behind the last ones. */
  private static final double MOST_ROOM = 0.4;

  private final WaterfallViewModel model;
  private final RowTexts texts;
  private final Supplier<WaterfallColumns> columns;

  RowDrawing(WaterfallViewModel model, RowTexts texts, Supplier<WaterfallColumns> columns) {
    this.model = model;
    this.texts = texts;
    this.columns = columns;
  }

  List<Mark> row(int row, double height, TextMeter meter) {
    List<Mark> marks = new ArrayList<>();
    if (row >= model.rows().size()) {
      return marks;
    }
    TimeScale scale = scale();
    WaterfallLayout layout = layout(scale, meter);
    marks.addAll(ruler(scale, meter).grid(0, height));
    if (model.isMarked(row)) {
      marks.add(new Mark.Bar(0, 0, MARKED_WIDTH, height, Tone.ACCENT, 0, 1));
    }
    marks.addAll(columns.get().row(texts(row), texts.emphasis(row), height / 2, meter));
    related(row, height, marks);
    if (model.isPinned(row)) {
      double x = columns.get().labelLeft() - PIN;
      marks.add(new Mark.Sign(x, height / 2, PIN, Mark.Shape.DIAMOND, Tone.ACCENT));
    }
    int id = model.rows().exchange(row);
    if (id >= 0) {
      marks.addAll(layout.row(model.table().exchange(id), model.table().lost(id), 0, height));
    } else {
      model.rows().heading(row).ifPresent(heading -> heading(heading, layout, height, marks));
    }
    return marks;
  }

  /** The tint of a row that caused the one that is pointed at, or was caused by it. */
  private void related(int row, double height, List<Mark> marks) {
    Tone tone = relation(row);
    if (tone != Tone.DIM) {
      double right = columns.get().barRight();
      marks.add(new Mark.Bar(0, 0, right, height, tone, 0, RELATED_TINT));
      marks.add(new Mark.Bar(0, 0, MARKED_WIDTH, height, tone, 0, 1));
    }
  }

  private Tone relation(int row) {
    RelatedRows.Related related = model.relatedProperty().get();
    int id = model.rows().exchange(row);
    if (id >= 0 && id == related.cause()) {
      return Tone.GOOD;
    }
    return related.caused().contains(id) ? Tone.MAJOR : Tone.DIM;
  }

  /** What a row says; how it is related to the one that is pointed at takes the place of a time. */
  private WaterfallColumns.Texts texts(int row) {
    WaterfallColumns.Texts usual = texts.of(row);
    Tone tone = relation(row);
    return tone == Tone.DIM
        ? usual
        : usual.withStart(Texts.of(tone == Tone.GOOD ? "waterfall.cause" : "waterfall.caused"));
  }

  private void heading(
      RowList.Heading heading, WaterfallLayout layout, double height, List<Mark> marks) {
    marks.addAll(layout.connection(heading.timeline(), heading.span(), height / 2, height));
    double x = foldX();
    double y = height / 2;
    // an angle that points to the right, or down
    double down = heading.isFolded() ? 0 : FOLD / 2;
    double right = FOLD / 2 - down;
    marks.add(line(x - down, y - right - down / 2, x + right / 2, y + down / 2));
    marks.add(line(x + right / 2, y + down / 2, x + down, y + right - down / 2));
  }

  private double foldX() {
    return columns.get().labelLeft() - 2 * FOLD;
  }

  /** Whether a point of a row lies on the mark that folds it, or as near as a hand comes. */
  boolean isFoldMark(int row, double x) {
    return model.rows().heading(row).isPresent() && Math.abs(x - foldX()) <= FOLD + 1;
  }

  private static Mark line(double fromX, double fromY, double toX, double toY) {
    return new Mark.Line(fromX, fromY, toX, toY, Tone.DIM, 1.5, false);
  }

  List<Mark> ruler(double height, TextMeter meter) {
    return ruler(scale(), meter).marks(height, meter);
  }

  TimeScale scale() {
    WaterfallColumns now = columns.get();
    return new TimeScale(model.axis().viewProperty().get(), now.barLeft(), now.barRight());
  }

  /** The time after the last exchange that words behind bars need, nanoseconds. */
  long room(TextMeter meter) {
    WaterfallColumns now = columns.get();
    AxisRoom room =
        new AxisRoom(now.barRight() - now.barLeft(), MOST_ROOM, scale -> layout(scale, meter));
    ExchangeTable table = model.table();
    return room.nanos(table.span(), table.losing(), exchange -> table.lost(exchange.id()));
  }

  private TimeRuler ruler(TimeScale scale, TextMeter meter) {
    return TimeRuler.ofRows(scale, model.axis().zeroNanosProperty().get(), meter);
  }

  private WaterfallLayout layout(TimeScale scale, TextMeter meter) {
    return new WaterfallLayout(
        scale,
        meter,
        lost -> StallText.ofRule(lost.rule()),
        exchange -> model.table().download(exchange.id()));
  }
}
