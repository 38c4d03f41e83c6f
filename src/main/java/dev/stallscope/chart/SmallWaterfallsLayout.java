package dev.stallscope.chart;

import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Small waterfalls one above the other, all on one scale from 0, so that what took long in one can
 * be looked for in the next.
 */
public final class SmallWaterfallsLayout {
  private static final TextStyle NAME = TextStyle.SECONDARY_STRONG;
  private static final TextStyle LABEL = TextStyle.SECONDARY;
  private static final double GUTTER = 14;
  private static final double GAP = 10;
  private static final double RULER_HEIGHT = 22;
  private static final double TITLE_HEIGHT = 24;
  private static final double ROW_HEIGHT = 17;
  private static final double PADDING = 6;
  private static final double TICK_SPACING = 90;

  /** Labels take no more of the width than that. */
  private static final double LABEL_SHARE = 0.3;

  private final TextMeter meter;
  private final double scale;

  /**
   * A layout.
   *
   * @param scale how much larger than designed text is
   */
  public SmallWaterfallsLayout(TextMeter meter, double scale) {
    this.meter = meter;
    this.scale = scale;
  }

  /**
   * A request.
   *
   * @param phases from where its waterfall begins, at 0
   */
  public record Row(String label, PhaseTimings phases) {
    long endNanos() {
      return phases.timings().isEmpty() ? 0 : phases.timings().getLast().span().endNanos();
    }
  }

  /**
   * A waterfall.
   *
   * @param note behind its title
   */
  public record Waterfall(String title, String note, List<Row> rows) {
    public Waterfall {
      rows = List.copyOf(rows);
    }
  }

  /** How high all of it is. */
  public double height(List<Waterfall> waterfalls) {
    int rows = waterfalls.stream().mapToInt(waterfall -> waterfall.rows().size()).sum();
    double parts = waterfalls.size() * TITLE_HEIGHT + rows * ROW_HEIGHT;
    return (RULER_HEIGHT + parts + 2 * PADDING) * scale;
  }

  /** The marks within a width, from 0 to {@link #height}. */
  public List<Mark> marks(List<Waterfall> waterfalls, double width) {
    List<Mark> marks = new ArrayList<>();
    if (waterfalls.isEmpty()) {
      return marks;
    }
    double left = (GUTTER + GAP) * scale + labelWidth(waterfalls, width);
    TimeScale time =
        new TimeScale(new TimeSpan(0, longest(waterfalls)), left, width - GUTTER * scale);
    WaterfallLayout bars = new WaterfallLayout(time, meter, _ -> "", _ -> Optional.empty());
    TimeRuler ruler = new TimeRuler(time, 0, TICK_SPACING * scale);
    double y = (RULER_HEIGHT + PADDING) * scale;
    marks.addAll(ruler.grid(y, height(waterfalls) - y - PADDING * scale));
    marks.addAll(ruler.labels((RULER_HEIGHT + PADDING) * scale / 2, meter));
    for (Waterfall waterfall : waterfalls) {
      title(waterfall, y + TITLE_HEIGHT * scale / 2, marks);
      y += TITLE_HEIGHT * scale;
      for (Row row : waterfall.rows()) {
        marks.add(
            new Mark.Label(
                GUTTER * scale,
                y + ROW_HEIGHT * scale / 2,
                cut(row.label(), left - (GUTTER + GAP) * scale),
                LABEL,
                Tone.DIM,
                Mark.Anchor.START));
        marks.addAll(bars.phases(row.phases(), y, ROW_HEIGHT * scale));
        y += ROW_HEIGHT * scale;
      }
    }
    return marks;
  }

  private void title(Waterfall waterfall, double middle, List<Mark> marks) {
    double x = GUTTER * scale;
    marks.add(new Mark.Label(x, middle, waterfall.title(), NAME, Tone.TEXT, Mark.Anchor.START));
    x += meter.width(waterfall.title(), NAME) + GAP * scale;
    marks.add(new Mark.Label(x, middle, waterfall.note(), LABEL, Tone.DIM, Mark.Anchor.START));
  }

  private static long longest(List<Waterfall> waterfalls) {
    return waterfalls.stream()
        .flatMap(waterfall -> waterfall.rows().stream())
        .mapToLong(Row::endNanos)
        .reduce(1, Math::max);
  }

  private double labelWidth(List<Waterfall> waterfalls, double width) {
    double widest =
        waterfalls.stream()
            .flatMap(waterfall -> waterfall.rows().stream())
            .mapToDouble(row -> meter.width(row.label(), LABEL))
            .max()
            .orElse(0);
    return Math.min(widest, width * LABEL_SHARE);
  }

  /** With an ellipsis where it is too long; the end tells more than the beginning. */
  private String cut(String text, double room) {
    String shown = text;
    for (int from = 1; meter.width(shown, LABEL) > room && from < text.length(); from++) {
      shown = "…" + text.substring(from);
    }
    return shown;
  }
}
