package dev.stallscope.report.page;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.TimeRuler;
import dev.stallscope.chart.TimeScale;
import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallLayout;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All exchanges of a finding as bars one below another, without words: how many ran at once, and
 * which began when another ended.
 */
final class ThinRows {
  private static final double CAPTION = 20;
  private static final double RULER = 22;
  private static final double LEAST_ROW = 3;
  private static final double MOST_ROW = 14;

  private ThinRows() {}

  /** Whether so many rows find room. */
  static boolean fit(int rows, double height) {
    return rows * LEAST_ROW <= height - CAPTION - RULER;
  }

  /** The marks; not of so many rows that they do not {@linkplain #fit fit}. */
  static List<Mark> marks(Story story, TextMeter meter, Frame frame) {
    List<Exchange> rows =
        story.concerned().stream().sorted(Comparator.comparingInt(Exchange::id)).toList();
    long start = rows.stream().mapToLong(row -> row.span().startNanos()).min().orElseThrow();
    long end = rows.stream().mapToLong(row -> row.span().endNanos()).max().orElseThrow();
    TimeSpan span = new TimeSpan(start, Math.max(end, start + 1));
    TimeScale scale = new TimeScale(span, frame.x(), frame.right());
    WaterfallLayout layout = new WaterfallLayout(scale, meter, _ -> "", _ -> Optional.empty());
    double room = frame.height() - CAPTION - RULER;
    double height = Math.min(MOST_ROW, room / rows.size());
    double top = frame.y() + CAPTION;
    double bottom = top + height * rows.size();
    TimeRuler ruler = new TimeRuler(scale, start, PageParts.TICK_SPACING);
    List<Mark> marks = new ArrayList<>(ruler.grid(top, bottom - top + RULER));
    marks.addAll(ruler.labels(bottom + RULER / 2, meter));
    String caption = "All %s, one below another".formatted(QuantityText.count(rows.size(), "call"));
    marks.add(
        new Mark.Label(
            frame.x(),
            frame.y() + CAPTION / 2,
            caption,
            TextStyle.SECONDARY,
            Tone.DIM,
            Mark.Anchor.START));
    for (int i = 0; i < rows.size(); i++) {
      marks.addAll(layout.row(rows.get(i), story.lost(rows.get(i)), top + i * height, height));
    }
    return marks;
  }
}
