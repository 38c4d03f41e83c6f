package dev.stallscope.report.page;

import dev.stallscope.chart.AxisRoom;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.TimeRuler;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallLayout;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.Message;
import dev.stallscope.report.SizeText;
import dev.stallscope.report.StallText;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/** The waterfall around the finding: a ruler, then a row for each exchange. */
final class WaterfallPart {
  /** Rows are between these heights, whatever room there is. */
  static final double MIN_ROW = 22;

  private static final double MAX_ROW = 30;
  static final double RULER = 20;

  private static final TextStyle STYLE = TextStyle.BODY;
  private static final double PADDING = 8;
  private static final double LABEL_WIDTH = 240;

  /** Where there is no status beside it. */
  private static final double WIDE_LABEL = 336;

  private static final double STATUS_RIGHT = 350;
  private static final double SIZE_RIGHT = 416;
  private static final double DURATION_RIGHT = 478;
  private static final double CHART_LEFT = 492;
  private static final double EDGE = 3;

  /** Of the chart's width, for words behind the last bar. */
  private static final double MOST_ROOM = 0.4;

  private final Story story;
  private final TextMeter meter;
  private final RowChoice choice;
  private final Frame frame;
  private final double rowHeight;
  private final TimeScale scale;
  private final WaterfallLayout layout;
  private final List<Mark> marks = new ArrayList<>();

  private WaterfallPart(Story story, TextMeter meter, RowChoice choice, Frame frame) {
    this.story = story;
    this.meter = meter;
    this.choice = choice;
    this.frame = frame;
    rowHeight = rowHeight(choice, frame.height());
    scale = scale();
    layout = layout(scale);
  }

  /** With room at its end for the words of a stall beside the last bar, where they are put. */
  private TimeScale scale() {
    TimeSpan span = choice.span();
    double left = frame.x() + CHART_LEFT;
    AxisRoom room = new AxisRoom(frame.right() - left, MOST_ROOM, this::layout);
    long end = span.endNanos() + room.nanos(span, choice.rows(), story::lost);
    return new TimeScale(new TimeSpan(span.startNanos(), end), left, frame.right());
  }

  private WaterfallLayout layout(TimeScale on) {
    return new WaterfallLayout(
        on,
        meter,
        lost -> StallText.ofRule(lost.rule()),
        story.analysis().measurements()::download);
  }

  /** How high it is where {@code room} is there. */
  static double height(RowChoice choice, double room) {
    return RULER + rowHeight(choice, room) * choice.rows().size();
  }

  private static double rowHeight(RowChoice choice, double room) {
    return Math.clamp(Math.floor((room - RULER) / choice.rows().size()), MIN_ROW, MAX_ROW);
  }

  static List<Mark> marks(Story story, TextMeter meter, RowChoice choice, Frame frame) {
    WaterfallPart part = new WaterfallPart(story, meter, choice, frame);
    part.draw();
    return part.marks;
  }

  private void draw() {
    List<TimeScale.Tick> ticks = scale.ticks(choice.span().startNanos(), PageParts.TICK_SPACING);
    ticks.forEach(this::tickLabel);
    leftOut();
    double top = frame.y() + RULER;
    for (int i = 0; i < choice.rows().size(); i++) {
      background(choice.rows().get(i), i, top + i * rowHeight);
    }
    marks.addAll(
        new TimeRuler(scale, choice.span().startNanos(), PageParts.TICK_SPACING)
            .grid(top, rowHeight * choice.rows().size()));
    for (int i = 0; i < choice.rows().size(); i++) {
      row(choice.rows().get(i), top + i * rowHeight);
    }
  }

  /** How many of the exchanges that the finding is of have no row. */
  private void leftOut() {
    List<Exchange> concerned = story.concerned();
    long shown = choice.rows().stream().filter(concerned::contains).count();
    if (shown < concerned.size()) {
      String text = "%d of %,d exchanges".formatted(shown, concerned.size());
      double x = frame.x() + PADDING;
      double y = frame.y() + RULER / 2;
      marks.add(new Mark.Label(x, y, text, TextStyle.SECONDARY, Tone.DIM, Mark.Anchor.START));
    }
  }

  private void tickLabel(TimeScale.Tick tick) {
    double width = meter.width(tick.label(), TextStyle.SECONDARY);
    if (tick.x() + width <= frame.right()) {
      marks.add(
          new Mark.Label(
              tick.x(),
              frame.y() + RULER / 2,
              tick.label(),
              TextStyle.SECONDARY,
              Tone.DIM,
              Mark.Anchor.START));
    }
  }

  private void background(Exchange row, int index, double top) {
    boolean isTold = story.finding().isPresent();
    if (isTold && story.worst().filter(row::equals).isPresent()) {
      marks.add(new Mark.Bar(frame.x(), top, frame.width(), rowHeight, Tone.SELECTION, 0, 1));
      marks.add(new Mark.Bar(frame.x(), top, EDGE, rowHeight, Tone.ACCENT, 0, 1));
    } else if (index % 2 == 0) {
      marks.add(new Mark.Bar(frame.x(), top, frame.width(), rowHeight, Tone.RAISED, 0, 1));
    }
  }

  private void row(Exchange row, double top) {
    double middle = top + rowHeight / 2;
    boolean isSlow = story.lost(row).stream().anyMatch(lost -> lost.lostNanos() > 0);
    String words = story.text(row.label());
    String status = status(row, words);
    double room =
        status.isEmpty() ? WIDE_LABEL : STATUS_RIGHT - 2 * PADDING - meter.width(status, STYLE);
    String label = meter.fit(words, STYLE, room);
    double left = frame.x() + PADDING;
    marks.add(new Mark.Label(left, middle, label, STYLE, Tone.TEXT, Mark.Anchor.START));
    cell(status, STATUS_RIGHT, middle, row.isFailed() ? Tone.MAJOR : Tone.DIM);
    cell(size(row), SIZE_RIGHT, middle, Tone.DIM);
    // of what was never answered only the question may have been seen, at one moment
    String duration = DurationText.unlessZero(row.durationNanos());
    cell(duration, DURATION_RIGHT, middle, isSlow ? Tone.STALL : Tone.TEXT);
    marks.addAll(layout.row(row, story.lost(row), top, rowHeight));
  }

  private void cell(String text, double right, double middle, Tone tone) {
    marks.add(new Mark.Label(frame.x() + right, middle, text, STYLE, tone, Mark.Anchor.END));
  }

  /** As much of a failure as leaves the label its room; any other status whole or not at all. */
  private String status(Exchange row, String label) {
    double wide = meter.width(label, STYLE);
    double left = Math.min(LABEL_WIDTH, wide) + 2 * PADDING;
    String status = row.status().map(story::text).orElse(row.isFailed() ? "failed" : "");
    double needed = meter.width(status, STYLE);
    boolean isShort = needed <= STATUS_RIGHT - LABEL_WIDTH - 2 * PADDING;
    boolean isWhole = isShort || needed <= STATUS_RIGHT - wide - 2 * PADDING;
    return isWhole || row.isFailed() ? meter.fit(status, STYLE, STATUS_RIGHT - left) : "";
  }

  private static String size(Exchange row) {
    long bytes = row.response().map(Message::span).map(span -> span.wireBytes()).orElse(0L);
    return bytes > 0 ? SizeText.of(bytes) : "";
  }
}
