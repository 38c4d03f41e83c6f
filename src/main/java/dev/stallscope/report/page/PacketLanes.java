package dev.stallscope.report.page;

import dev.stallscope.analysis.PacketMarks;
import dev.stallscope.analysis.detail.PacketReader;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Points;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.flow.tcp.SegmentEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The packets around the lost time between two lanes, the client's above and the server's below: an
 * arrow for each packet at the time it was captured, the lost time hatched.
 */
final class PacketLanes {
  private static final TextStyle STYLE = TextStyle.SECONDARY;
  private static final double NAME_WIDTH = 62;
  private static final double TEXT_HEIGHT = 20;
  private static final double RULER = 22;
  private static final double HEAD = 7;
  private static final double LABEL_GAP = 12;
  private static final int TEXT_ROWS = 2;

  private static final double MAX_LABEL = 320;
  private static final double WASH = 0.14;
  private static final double PLATE_HEIGHT = 28;
  private static final double PLATE_PADDING = 12;
  private static final double PLATE_RADIUS = 5;

  private final PacketWindow window;
  private final Story story;
  private final TextMeter meter;
  private final Frame frame;
  private final TimeScale scale;
  private final double clientLane;
  private final double serverLane;
  private final List<Mark> marks = new ArrayList<>();

  private PacketLanes(PacketWindow window, Story story, TextMeter meter, Frame frame) {
    this.window = window;
    this.story = story;
    this.meter = meter;
    this.frame = frame;
    scale = new TimeScale(window.span(), frame.x() + NAME_WIDTH, frame.right() - HEAD);
    clientLane = frame.y() + TEXT_ROWS * TEXT_HEIGHT + 4;
    serverLane = frame.bottom() - RULER - TEXT_ROWS * TEXT_HEIGHT - 4;
  }

  static List<Mark> marks(PacketWindow window, Story story, TextMeter meter, Frame frame)
      throws IOException {
    PacketLanes lanes = new PacketLanes(window, story, meter, frame);
    lanes.draw();
    return lanes.marks;
  }

  private void draw() throws IOException {
    List<TimeScale.Tick> ticks = scale.ticks(window.zeroNanos(), PageParts.TICK_SPACING);
    ticks.forEach(this::tick);
    lane("client", clientLane);
    lane("server", serverLane);
    double from = visible(window.lost().startNanos());
    double to = visible(window.lost().endNanos());
    double height = serverLane - clientLane;
    if (to > from) {
      marks.add(new Mark.Bar(from, clientLane, to - from, height, Tone.STALL, 0, WASH));
      marks.add(new Mark.Outline(from, clientLane, to - from, height, Tone.STALL, 0, true));
    }
    arrows();
    if (to > from) {
      plate(from, to, clientLane + height / 2);
    }
    names();
  }

  private void tick(TimeScale.Tick tick) {
    marks.add(new Mark.Line(tick.x(), clientLane, tick.x(), serverLane, Tone.LINE, 1, false));
    double half = meter.width(tick.label(), STYLE) / 2;
    if (tick.x() - half >= frame.x() + NAME_WIDTH && tick.x() + half <= frame.right()) {
      double middle = frame.bottom() - RULER / 2;
      marks.add(
          new Mark.Label(tick.x(), middle, tick.label(), STYLE, Tone.DIM, Mark.Anchor.MIDDLE));
    }
  }

  private void lane(String name, double y) {
    marks.add(new Mark.Label(frame.x(), y, name, TextStyle.BODY, Tone.DIM, Mark.Anchor.START));
    marks.add(new Mark.Line(scale.left(), y, frame.right(), y, Tone.FAINT, 1, false));
  }

  /** What was lost, in the middle of it or as near to that as fits. */
  private void plate(double from, double to, double middle) {
    String words = meter.fit(window.words(), TextStyle.HEADING, scale.right() - scale.left());
    double width = meter.width(words, TextStyle.HEADING) + 2 * PLATE_PADDING;
    double left =
        Math.clamp(
            (from + to - width) / 2, scale.left(), Math.max(scale.left(), scale.right() - width));
    double top = middle - PLATE_HEIGHT / 2;
    marks.add(new Mark.Bar(left, top, width, PLATE_HEIGHT, Tone.PANEL, PLATE_RADIUS, 1));
    marks.add(new Mark.Outline(left, top, width, PLATE_HEIGHT, Tone.STALL, PLATE_RADIUS, false));
    marks.add(
        new Mark.Label(
            left + PLATE_PADDING, middle, words, TextStyle.HEADING, Tone.STALL, Mark.Anchor.START));
  }

  /** One arrow where many would lie on the same pixel. */
  private void arrows() {
    PacketIndex index = story.capture().index();
    Set<Long> drawn = new HashSet<>();
    for (int packet : window.packets()) {
      double x = scale.x(index.epochNanos(packet));
      boolean isClient = index.side(packet) == 0;
      boolean isAgain = isSentAgain(index, packet);
      long place = Math.round(x) * 4 + (isClient ? 1 : 0) + (isAgain ? 2 : 0);
      if (drawn.add(place)) {
        arrow(
            x,
            isClient,
            isAgain ? Tone.GRAPH_LOST : isClient ? Tone.GRAPH_FLIGHT : Tone.GRAPH_ACKNOWLEDGED);
      }
    }
  }

  private static boolean isSentAgain(PacketIndex index, int packet) {
    return PacketMarks.of(index, packet).has(SegmentEvent.RETRANSMISSION);
  }

  private void arrow(double x, boolean isDown, Tone tone) {
    marks.add(new Mark.Line(x, clientLane, x, serverLane, tone, 1.5, false));
    double y = isDown ? serverLane : clientLane;
    double back = isDown ? y - HEAD : y + HEAD;
    marks.add(
        new Mark.Area(
            Points.of(new double[] {x, x + HEAD / 2, x - HEAD / 2}, new double[] {y, back, back}),
            tone,
            1));
  }

  /** Names packets at their sender's lane while there is room, those that prove first. */
  private void names() throws IOException {
    PacketReader reader = new PacketReader(story.capture());
    LabelRows client = new LabelRows(TEXT_ROWS);
    LabelRows server = new LabelRows(TEXT_ROWS);
    for (int packet : window.ranked()) {
      boolean isClient = story.capture().index().side(packet) == 0;
      double x = scale.x(story.capture().index().epochNanos(packet));
      String words = PacketWords.of(reader.row(packet), window.isProof(packet));
      if (words.isEmpty()) {
        continue;
      }
      String text = meter.fit(story.text(words), STYLE, MAX_LABEL);
      double width = meter.width(text, STYLE);
      double left = Math.min(x, frame.right() - width);
      int row = (isClient ? client : server).place(left, left + width + LABEL_GAP);
      if (row >= 0) {
        double away = TEXT_HEIGHT * (row + 0.5) + 4;
        double y = isClient ? clientLane - away : serverLane + away;
        marks.add(new Mark.Label(left, y, text, STYLE, Tone.TEXT, Mark.Anchor.START));
      }
    }
  }

  private double visible(long nanos) {
    return Math.clamp(scale.x(nanos), scale.left(), scale.right());
  }
}
