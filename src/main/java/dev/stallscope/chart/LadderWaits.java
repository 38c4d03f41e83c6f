package dev.stallscope.chart;

import dev.stallscope.time.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The waits of a ladder: each a bar at the line of whom it is for, what it was spent on beside. */
final class LadderWaits {
  /** The least height of a wait at the designed size of text, in pixels. */
  static final double LEAST = 20;

  private static final double WIDTH = 12;
  private static final double PADDING = 6;
  private static final int MOST_LINES = 3;

  /** Above and below the words. */
  private static final double AROUND_WORDS = 4;

  private final TextMeter meter;
  private final Function<Ladder.Wait, String> words;
  private final double scale;

  /**
   * Waits in words of a language.
   *
   * @param words for what a wait was spent on
   * @param scale how much larger text is than designed
   */
  LadderWaits(TextMeter meter, Function<Ladder.Wait, String> words, double scale) {
    this.meter = meter;
    this.words = words;
    this.scale = scale;
  }

  /**
   * Where a wait stands.
   *
   * @param isForServer or else for the client
   * @param line where the line of that one is, in pixels
   * @param reach from line to line, in pixels
   */
  record Place(boolean isForServer, double line, double reach) {}

  static boolean isDrawn(Ladder.Wait wait) {
    return wait.durationNanos() >= Ladder.SHORT_NANOS;
  }

  /** What the words of a wait need besides its least height, in pixels. */
  double more(Ladder.Wait wait, double reach) {
    int lines = isDrawn(wait) ? lines(wait, reach, MOST_LINES).size() : 1;
    return lines == 1 ? 0 : Math.max(0, lines * line() + px(AROUND_WORDS) - px(LEAST));
  }

  /** The bar, hatched where most of it was avoidable, and the words. */
  List<Mark> marks(Ladder.Wait wait, Place place, double top, double height) {
    List<Mark> marks = new ArrayList<>();
    double x = place.line();
    double side = place.isForServer() ? -1 : 1;
    boolean isLost = wait.isMostlyLost();
    double from = place.isForServer() ? x - px(WIDTH) : x;
    if (isLost) {
      marks.addAll(StallDrawing.interval(from, top + 2, px(WIDTH), height - 4));
    } else {
      marks.add(new Mark.Bar(from, top + 2, px(WIDTH), height - 4, Tone.SELECTION, 2, 1));
    }
    double beside = x + side * (px(WIDTH) + px(PADDING));
    Mark.Anchor anchor = place.isForServer() ? Mark.Anchor.END : Mark.Anchor.START;
    int most = Math.clamp((long) (height / line()), 1, MOST_LINES);
    List<String> lines = lines(wait, place.reach(), most);
    double y = top + (height - (lines.size() - 1) * line()) / 2;
    for (String text : lines) {
      Tone tone = isLost ? Tone.STALL : Tone.DIM;
      marks.add(new Mark.Label(beside, y, text, style(wait), tone, anchor));
      y += line();
    }
    return marks;
  }

  /** How long and what for; what was lost of it, where that was most. */
  private List<String> lines(Ladder.Wait wait, double reach, int most) {
    long nanos = wait.isMostlyLost() ? wait.lostNanos() : wait.durationNanos();
    String text = DurationText.of(nanos) + " · " + words.apply(wait);
    double room = reach - 2 * (px(WIDTH) + px(PADDING));
    return new TextFlow(meter).lines(text, style(wait), room, most);
  }

  private static TextStyle style(Ladder.Wait wait) {
    return wait.isMostlyLost() ? TextStyle.SECONDARY_STRONG : TextStyle.SECONDARY;
  }

  private double line() {
    return LadderLayout.line(scale);
  }

  private double px(double designed) {
    return designed * scale;
  }
}
