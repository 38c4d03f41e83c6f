package dev.stallscope.report.page;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextFlow;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Tone;
import dev.stallscope.report.WholeAmounts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page's one sentence, its lost time in the colour of lost time. */
final class Headline {
  private static final int MAX_LINES = 2;

  /** A number with a unit of time, as {@link dev.stallscope.time.DurationText} writes it. */
  private static final Pattern DURATION =
      Pattern.compile("\\d[\\d,.]*[ \u00a0](?:ns|µs|ms|s|min|h)\\b");

  private final TextMeter meter;

  Headline(TextMeter meter) {
    this.meter = meter;
  }

  /**
   * The marks, from the top of the frame down.
   *
   * @param lost the time that was lost, as text; empty if none was
   * @param isSum whether several exchanges lost it together
   */
  List<Mark> marks(String sentence, String lost, boolean isSum, Frame frame) {
    String told = whole(sentence, lost, isSum ? " lost together" : " lost");
    String coloured = lost.isEmpty() ? "" : coloured(told, lost);
    List<Mark> marks = new ArrayList<>();
    double y = frame.y();
    for (String line :
        new TextFlow(meter).lines(told, TextStyle.HEADLINE, frame.width(), MAX_LINES)) {
      line(line, coloured, frame.x(), y + height() / 2, marks);
      y += height();
    }
    return marks;
  }

  /** Whether the headline of a sentence names this time, which is added where none is named. */
  static boolean names(String sentence, String lost) {
    return sentence.contains(lost) || !DURATION.matcher(sentence).find();
  }

  double height() {
    return Column.lineHeight(TextStyle.HEADLINE);
  }

  /** The sentence, which names a time where time was lost, and no time torn apart. */
  private static String whole(String sentence, String lost, String words) {
    boolean namesTime = DURATION.matcher(sentence).find();
    if (lost.isEmpty() || namesTime) {
      return WholeAmounts.of(sentence);
    }
    String joint = sentence.contains(": ") ? "; " : ": ";
    return WholeAmounts.of(sentence + joint + lost + words);
  }

  /** The time that was lost, or else the first that the sentence names. */
  private static String coloured(String told, String lost) {
    String own = WholeAmounts.of(lost);
    Matcher durations = DURATION.matcher(told);
    return told.contains(own) || !durations.find() ? own : durations.group();
  }

  private void line(String line, String coloured, double left, double middle, List<Mark> marks) {
    int at = coloured.isEmpty() ? -1 : line.indexOf(coloured);
    if (at < 0) {
      piece(line, left, middle, Tone.TEXT, marks);
      return;
    }
    int end = at + coloured.length();
    double x = piece(line.substring(0, at), left, middle, Tone.TEXT, marks);
    x = piece(coloured, x, middle, Tone.STALL, marks);
    piece(line.substring(end), x, middle, Tone.TEXT, marks);
  }

  private double piece(String text, double x, double middle, Tone tone, List<Mark> marks) {
    if (!text.isBlank()) {
      marks.add(new Mark.Label(x, middle, text, TextStyle.HEADLINE, tone, Mark.Anchor.START));
    }
    return x + meter.width(text, TextStyle.HEADLINE);
  }
}
