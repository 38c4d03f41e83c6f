package dev.stallscope.chart;

import dev.stallscope.time.DurationText;
import java.util.List;
import java.util.function.LongFunction;

/** What stands above each arrow of a ladder: what was sent, how much, which round trip it ends. */
final class LadderCaptions {
  private static final TextStyle STYLE = TextStyle.SECONDARY;

  /** More would be read as a paragraph, and no longer as what an arrow says. */
  private static final int MOST_LINES = 8;

  private static final char NO_BREAK = '\u00a0';

  private final TextMeter meter;
  private final LongFunction<String> size;

  /**
   * Captions in words of a language.
   *
   * @param size the text of a size in bytes
   */
  LadderCaptions(TextMeter meter, LongFunction<String> size) {
    this.meter = meter;
    this.size = size;
  }

  /**
   * All of it, on as many lines as it takes; what counts most on one where it takes too many.
   *
   * @param room how wide a line may be, in pixels
   */
  List<String> whole(Ladder.Rung rung, double room) {
    return of(rung, room, MOST_LINES);
  }

  /** All of it if it takes no more than so many lines, else what counts most on one. */
  List<String> of(Ladder.Rung rung, double room, int most) {
    // a number stays with its unit, and a dot at the end of its line
    String after = after(rung).getFirst().replace(' ', NO_BREAK).replace("·" + NO_BREAK, "· ");
    int few = Math.min(most, MOST_LINES);
    List<String> lines = new TextFlow(meter).lines(rung.title() + after, STYLE, room, few + 1);
    return lines.size() <= few
        ? lines.stream().map(line -> line.replace(NO_BREAK, ' ')).toList()
        : List.of(shortest(rung, room));
  }

  /** What was sent counts most; where there is little room the rest stands only in the list. */
  private String shortest(Ladder.Rung rung, double room) {
    List<String> afters = after(rung);
    String after =
        afters.stream()
            .filter(some -> meter.width(some, STYLE) <= room / 2)
            .findFirst()
            .orElse(afters.getLast());
    return meter.fit(rung.title(), STYLE, room - meter.width(after, STYLE)) + after;
  }

  /** What follows the title, the fullest first. */
  private List<String> after(Ladder.Rung rung) {
    String bytes = rung.bytes() < 0 ? "" : " · " + size.apply(rung.bytes());
    String trip = rung.roundTrip() == 0 ? "" : " · round trip " + rung.roundTrip();
    String lost = rung.isUnanswered() ? " · no answer" : "";
    long took = rung.endNanos() - rung.startNanos();
    String over = took >= Ladder.SHORT_NANOS ? " over " + DurationText.of(took) : "";
    return List.of(bytes + over + trip + lost, trip + lost, lost);
  }
}
