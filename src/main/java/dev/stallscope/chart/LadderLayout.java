package dev.stallscope.chart;

import dev.stallscope.net.Direction;
import dev.stallscope.time.DurationText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A ladder between two lines, the client's on the left and the server's on the right. Time goes
 * down: what is sent crosses over as an arrow, and a longer wait is a taller one, as far as there
 * is room. Avoidable waits are hatched and carry their cause.
 */
public final class LadderLayout {
  private static final double HEADER = 24;
  private static final double RUNG = 30;

  private static final double FOOT = 10;
  private static final double CLOCK = 62;
  private static final double SIDE = 14;
  private static final double SLOPE = 8;
  private static final double HEAD = 7;
  private static final double PADDING = 6;
  private static final double LEADING = 1.3;
  private static final double UNANSWERED_REACH = 0.7;

  /** Of sums of heights, in pixels. */
  private static final double ROUNDING = 0.1;

  private final Ladder ladder;
  private final TextMeter meter;
  private final Function<Ladder.Wait, String> words;
  private final LongFunction<String> size;
  private final LadderCaptions captions;
  private final LadderWaits waits;
  private final double scale;

  /**
   * A layout of one ladder.
   *
   * @param words for what a wait was spent on
   * @param size the text of a size in bytes
   */
  public LadderLayout(
      Ladder ladder,
      TextMeter meter,
      Function<Ladder.Wait, String> words,
      LongFunction<String> size) {
    this(ladder, meter, words, size, 1);
  }

  private LadderLayout(
      Ladder ladder,
      TextMeter meter,
      Function<Ladder.Wait, String> words,
      LongFunction<String> size,
      double scale) {
    this.ladder = ladder;
    this.meter = meter;
    this.words = words;
    this.size = size;
    this.scale = scale;
    captions = new LadderCaptions(meter, size);
    waits = new LadderWaits(meter, words, scale);
  }

  /** The same for text that is so much larger than designed. */
  public LadderLayout scaled(double factor) {
    return new LadderLayout(ladder, meter, words, size, factor);
  }

  private double px(double designed) {
    return designed * scale;
  }

  /** The least height at which nothing overlaps, at the designed size of text. */
  public static double leastHeight(Ladder ladder) {
    long drawn = ladder.waits().stream().filter(LadderWaits::isDrawn).count();
    return HEADER + ladder.rungs().size() * RUNG + drawn * LadderWaits.LEAST + FOOT;
  }

  /**
   * The least height at which no word has to be left out.
   *
   * @param width of the rectangle, in pixels
   */
  public double wholeHeight(double width) {
    Frame frame = frame(0, width);
    double more = 0;
    for (Ladder.Rung rung : ladder.rungs()) {
      more += more(captions.whole(rung, frame.reach() - 2 * px(PADDING)));
    }
    for (Ladder.Wait wait : ladder.waits()) {
      more += waits.more(wait, frame.reach());
    }
    return px(leastHeight(ladder)) + more;
  }

  /**
   * The marks within a rectangle.
   *
   * @param height at least {@link #leastHeight}
   */
  public List<Mark> marks(double left, double top, double width, double height) {
    Frame frame = frame(left, width);
    List<Mark> marks = new ArrayList<>();
    lanes(frame, top, height, marks);
    double spare = Math.max(0, height - px(leastHeight(ladder)));
    long waited = Math.max(1, ladder.waits().stream().mapToLong(Ladder.Wait::durationNanos).sum());
    double y = top + px(HEADER);
    List<List<String>> above = captions(frame, spare);
    spare -= above.stream().mapToDouble(this::more).sum();
    double[] beside = besideWaits(frame, spare);
    double forWaits = spare - Arrays.stream(beside).sum();
    for (int i = 0; i < ladder.waits().size(); i++) {
      Ladder.Wait wait = ladder.waits().get(i);
      if (LadderWaits.isDrawn(wait)) {
        double tall = px(LadderWaits.LEAST) + beside[i] + forWaits * wait.durationNanos() / waited;
        marks.addAll(waits.marks(wait, place(i, frame), y, tall));
        y += tall;
      }
      if (i < ladder.rungs().size()) {
        y += more(above.get(i));
        rung(ladder.rungs().get(i), above.get(i), frame, y, marks);
        y += px(RUNG);
      }
    }
    return marks;
  }

  private Frame frame(double left, double width) {
    return new Frame(left, left + px(CLOCK) + px(SIDE), left + width - px(SIDE));
  }

  /** The lines above each arrow, as many as the spare height allows. */
  private List<List<String>> captions(Frame frame, double spare) {
    List<List<String>> above = new ArrayList<>();
    double left = spare;
    for (Ladder.Rung rung : ladder.rungs()) {
      int most = 1 + (int) ((left + ROUNDING) / line());
      List<String> lines = captions.of(rung, frame.reach() - 2 * px(PADDING), most);
      above.add(lines);
      left -= more(lines);
    }
    return above;
  }

  /** What the words beside each wait need of the spare height, as far as it goes. */
  private double[] besideWaits(Frame frame, double spare) {
    double[] more = new double[ladder.waits().size()];
    double left = spare;
    for (int i = 0; i < more.length; i++) {
      more[i] = Math.min(left, waits.more(ladder.waits().get(i), frame.reach()));
      left -= more[i];
    }
    return more;
  }

  /** What lines after the first need. */
  private double more(List<String> lines) {
    return (lines.size() - 1) * line();
  }

  /** Where the lines stand. */
  private record Frame(double left, double client, double server) {
    double middle() {
      return (client + server) / 2;
    }

    double reach() {
      return server - client;
    }
  }

  private LadderWaits.Place place(int wait, Frame frame) {
    boolean isForServer = isForServer(wait);
    double line = isForServer ? frame.server() : frame.client();
    return new LadderWaits.Place(isForServer, line, frame.reach());
  }

  /** Whether a wait is one for the server, or for the way to it. */
  private boolean isForServer(int wait) {
    List<Ladder.Rung> rungs = ladder.rungs();
    if (wait > 0 && rungs.get(wait - 1).isUnanswered()) {
      return true;
    }
    return wait < rungs.size()
        ? rungs.get(wait).direction() == Direction.SERVER_TO_CLIENT
        : rungs.getLast().direction() == Direction.CLIENT_TO_SERVER;
  }

  private void lanes(Frame frame, double top, double height, List<Mark> marks) {
    double y = top + px(HEADER) / 2 - 2;
    double left = frame.left() + px(PADDING);
    double clientEnd = frame.middle() - px(PADDING);
    double clientStart = start(ladder.client(), frame.client(), left, clientEnd);
    label(ladder.client(), clientStart, y, clientEnd - clientStart, Mark.Anchor.START, marks);
    double right = frame.server() + px(SIDE) - px(PADDING);
    double serverStart = frame.middle() + px(PADDING);
    double serverEnd = -start(ladder.server(), -frame.server(), -right, -serverStart);
    label(ladder.server(), serverEnd, y, serverEnd - serverStart, Mark.Anchor.END, marks);
    for (double x : new double[] {frame.client(), frame.server()}) {
      marks.add(new Mark.Line(x, top + px(HEADER) - 4, x, top + height, Tone.LINE, 2, false));
    }
  }

  /** Where a name begins: at its line, or as far outside of it as it needs to be told whole. */
  private double start(String name, double line, double outermost, double end) {
    return Math.clamp(end - meter.width(name, TextStyle.SECONDARY), outermost, line);
  }

  private void label(
      String text, double x, double y, double room, Mark.Anchor anchor, List<Mark> marks) {
    TextStyle style = TextStyle.SECONDARY;
    marks.add(new Mark.Label(x, y, meter.fit(text, style, room), style, Tone.DIM, anchor));
  }

  private void rung(
      Ladder.Rung rung, List<String> caption, Frame frame, double top, List<Mark> marks) {
    boolean isFromClient = rung.direction() == Direction.CLIENT_TO_SERVER;
    double from = isFromClient ? frame.client() : frame.server();
    double reach = frame.reach();
    double across = rung.isUnanswered() ? reach * UNANSWERED_REACH : reach;
    double to = isFromClient ? from + across : from - across;
    double start = top + px(RUNG) - px(SLOPE) - 5;
    double end = start + px(SLOPE) * across / reach;
    Tone tone = isFromClient ? Tone.SEND : Tone.RECEIVE;
    marks.add(new Mark.Line(from, start, to, end, tone, 1.5, rung.isUnanswered()));
    if (rung.isUnanswered()) {
      marks.add(new Mark.Sign(to, end, px(HEAD), Mark.Shape.CROSS, Tone.STALL));
    } else {
      marks.add(head(to, end, isFromClient ? -px(HEAD) : px(HEAD), tone));
    }
    clock(rung, frame, start, marks);
    Tone told = rung.isUnanswered() ? Tone.STALL : Tone.TEXT;
    double y = start - 8 - more(caption);
    for (String text : caption) {
      marks.add(
          new Mark.Label(frame.middle(), y, text, TextStyle.SECONDARY, told, Mark.Anchor.MIDDLE));
      y += line();
    }
  }

  private Mark head(double x, double y, double back, Tone tone) {
    double[] xs = {x, x + back, x + back};
    double[] ys = {y, y - px(HEAD) / 2, y + px(HEAD) / 2};
    return new Mark.Area(Points.of(xs, ys), tone, 1);
  }

  private void clock(Ladder.Rung rung, Frame frame, double y, List<Mark> marks) {
    long since = rung.startNanos() - ladder.rungs().getFirst().startNanos();
    String text = since == 0 ? "0 ms" : DurationText.of(since);
    double right = frame.client() - px(PADDING);
    marks.add(new Mark.Label(right, y, text, TextStyle.SECONDARY, Tone.DIM, Mark.Anchor.END));
  }

  private double line() {
    return line(scale);
  }

  /** How far lines of text are apart. */
  static double line(double scale) {
    return TextStyle.SECONDARY.size() * LEADING * scale;
  }
}
