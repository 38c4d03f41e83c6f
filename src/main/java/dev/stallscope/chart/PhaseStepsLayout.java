package dev.stallscope.chart;

import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The phases of one request, each in a row of its own: when it began, how long it took and how much
 * of the whole that was. As high as its place, so that it can be read from afar where there is
 * room.
 */
public final class PhaseStepsLayout {
  private static final TextStyle NAME = TextStyle.BODY;
  private static final TextStyle VALUE = TextStyle.BODY_STRONG;
  private static final double GUTTER = 14;
  private static final double GAP = 10;
  private static final double RULER = 24;
  private static final double ROW_MIN = 22;
  private static final double ROW_MAX = 120;
  private static final double BAR_SHARE = 0.54;
  private static final double BAR_MAX = 44;

  /** Of the height of a bar, as in the waterfall. */
  private static final double STALL_SHARE = 1.2;

  private static final double PLATE = 16;
  private static final double TICK_SPACING = 76;
  private static final double PERCENT = 100;

  private final TextMeter meter;
  private final double scale;
  private final Function<Phase, String> name;

  /**
   * A layout.
   *
   * @param scale how much larger than designed text is
   * @param name what a phase is called
   */
  public PhaseStepsLayout(TextMeter meter, double scale, Function<Phase, String> name) {
    this.meter = meter;
    this.scale = scale;
    this.name = name;
  }

  /** The least height at which rows can be told apart; 0 where there are none. */
  public static double leastHeight(PhaseTimings phases) {
    int rows = phases(phases).size();
    return rows == 0 ? 0 : RULER + rows * ROW_MIN + GAP;
  }

  /**
   * The marks within a rectangle from 0.
   *
   * @param lost what was lost of the request, by start: hatched where the phases were under way
   */
  public List<Mark> marks(PhaseTimings phases, List<LostTime> lost, double width, double height) {
    List<Phase> rows = phases(phases);
    double left = (GUTTER + GAP) * scale + widest(rows);
    double right = width - GUTTER * scale;
    if (rows.isEmpty() || right <= left) {
      return List.of();
    }
    TimeScale times = new TimeScale(whole(phases), left, right);
    double top = RULER * scale;
    double room = (height - top - GAP * scale) / rows.size();
    double row = Math.clamp(room, ROW_MIN * scale, ROW_MAX * scale);
    TimeRuler ruler = new TimeRuler(times, times.span().startNanos(), TICK_SPACING * scale);
    List<Mark> marks = new ArrayList<>(ruler.marks(top, meter));
    marks.addAll(ruler.grid(top, row * rows.size()));
    double middle = top + row / 2;
    List<LostTime> stalls = StallDrawing.joined(lost, times);
    for (Phase phase : rows) {
      row(phase, phases, stalls, times, middle, row, marks);
      middle += row;
    }
    return marks;
  }

  private void row(
      Phase phase,
      PhaseTimings phases,
      List<LostTime> lost,
      TimeScale times,
      double middle,
      double height,
      List<Mark> marks) {
    double names = times.left() - GAP * scale;
    marks.add(new Mark.Label(names, middle, name.apply(phase), NAME, Tone.DIM, Mark.Anchor.END));
    double bar = Math.min(height * BAR_SHARE, BAR_MAX * scale);
    List<Mark.Bar> bars = new ArrayList<>();
    for (Timing timing : phases.timings()) {
      if (timing.phase() == phase) {
        double x = times.x(timing.span().startNanos());
        double wide = Math.max(2, times.width(timing.span().durationNanos()));
        bars.add(new Mark.Bar(x, middle - bar / 2, wide, bar, Tone.of(phase), 2, 1));
      }
    }
    marks.addAll(bars);
    int unstalled = marks.size();
    for (Timing timing : phases.timings()) {
      if (timing.phase() == phase) {
        stalls(timing.span(), lost, times, middle, bar * STALL_SHARE, marks);
      }
    }
    Mark.Label value = value(text(phase, phases), bars, times, middle);
    if (value.tone() != Tone.TEXT && marks.size() > unstalled) {
      onPlate(value, marks);
    } else {
      marks.add(value);
    }
  }

  private static void stalls(
      TimeSpan phase,
      List<LostTime> lost,
      TimeScale times,
      double middle,
      double height,
      List<Mark> marks) {
    for (LostTime stall : lost) {
      if (stall.span().overlaps(phase)) {
        double from = times.x(Math.max(phase.startNanos(), stall.startNanos()));
        double to = times.x(Math.min(phase.endNanos(), stall.endNanos()));
        marks.addAll(
            StallDrawing.overBar(from, middle - height / 2, Math.max(2, to - from), height));
      }
    }
  }

  /** What would stand on a hatched bar is on a plate of the panel's colour. */
  private void onPlate(Mark.Label value, List<Mark> marks) {
    double high = PLATE * scale;
    double wide = meter.width(value.text(), VALUE) + GAP * scale;
    double left = value.x() - GAP * scale / 2;
    marks.add(new Mark.Bar(left, value.y() - high / 2, wide, high, Tone.PANEL, 3, 1));
    marks.add(
        new Mark.Label(value.x(), value.y(), value.text(), VALUE, Tone.TEXT, Mark.Anchor.START));
  }

  /** Behind the bars or before them, else behind the first or, if that is the only one, in it. */
  private Mark.Label value(String text, List<Mark.Bar> bars, TimeScale times, double middle) {
    double gap = GAP * scale;
    double wide = meter.width(text, VALUE);
    double end = bars.getLast().x() + bars.getLast().width() + gap;
    if (end + wide <= times.right()) {
      return new Mark.Label(end, middle, text, VALUE, Tone.TEXT, Mark.Anchor.START);
    }
    Mark.Bar first = bars.getFirst();
    if (first.x() - gap - wide >= times.left()) {
      return new Mark.Label(first.x() - gap, middle, text, VALUE, Tone.TEXT, Mark.Anchor.END);
    }
    double behindFirst = first.x() + first.width() + gap;
    return bars.size() > 1 && behindFirst + wide + gap <= bars.get(1).x()
        ? new Mark.Label(behindFirst, middle, text, VALUE, Tone.TEXT, Mark.Anchor.START)
        : new Mark.Label(
            first.x() + gap, middle, text, VALUE, first.tone().inside(), Mark.Anchor.START);
  }

  private static String text(Phase phase, PhaseTimings phases) {
    long nanos = phases.durationNanos(phase);
    long share = Math.round(PERCENT * nanos / whole(phases).durationNanos());
    return DurationText.of(nanos) + (share == 0 ? "" : " · " + share + " %");
  }

  /** Those that took time, in their order. */
  private static List<Phase> phases(PhaseTimings phases) {
    return phases.timings().stream()
        .map(Timing::phase)
        .filter(phase -> phases.durationNanos(phase) > 0)
        .distinct()
        .sorted()
        .toList();
  }

  private static TimeSpan whole(PhaseTimings phases) {
    return new TimeSpan(
        phases.timings().getFirst().span().startNanos(),
        phases.timings().getLast().span().endNanos());
  }

  private double widest(List<Phase> rows) {
    return rows.stream().mapToDouble(phase -> meter.width(name.apply(phase), NAME)).max().orElse(0);
  }
}
