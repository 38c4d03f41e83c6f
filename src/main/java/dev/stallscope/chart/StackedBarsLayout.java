package dev.stallscope.chart;

import dev.stallscope.exchange.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * Durations side by side, each a bar that is divided into its phases, to be read from the back of a
 * room: large names and totals, all bars on one scale from 0.
 */
public final class StackedBarsLayout {
  private static final TextStyle NAME = TextStyle.LEAD;
  private static final TextStyle NOTE = TextStyle.SECONDARY;
  private static final TextStyle PART = TextStyle.SECONDARY_STRONG;
  private static final double GUTTER = 14;
  private static final double GAP = 12;
  private static final double TITLE_HEIGHT = 26;
  private static final double ROW_MAX = 110;
  private static final double ROW_MIN = 34;
  private static final double BAR_SHARE = 0.62;
  private static final double PADDING = 6;
  private static final double SPREAD_HEIGHT = 3;

  private final TextMeter meter;
  private final double scale;

  /**
   * A layout.
   *
   * @param scale how much larger than designed text is
   */
  public StackedBarsLayout(TextMeter meter, double scale) {
    this.meter = meter;
    this.scale = scale;
  }

  /** A part of a bar. */
  public record Part(Phase phase, long nanos, String text) {}

  /**
   * A bar.
   *
   * @param total what stands at its end
   * @param note smaller, behind the total
   * @param lowNanos where the spread begins that is drawn under it
   * @param highNanos where it ends
   */
  public record Row(
      String name, List<Part> parts, String total, String note, long lowNanos, long highNanos) {
    public Row {
      parts = List.copyOf(parts);
    }

    long nanos() {
      return parts.stream().mapToLong(Part::nanos).sum();
    }
  }

  /** Bars that belong together. */
  public record Section(String title, List<Row> rows) {
    public Section {
      rows = List.copyOf(rows);
    }
  }

  /** How high all of it has to be at least. */
  public double leastHeight(List<Section> sections) {
    int rows = sections.stream().mapToInt(section -> section.rows().size()).sum();
    return (sections.size() * TITLE_HEIGHT + rows * ROW_MIN + 2 * PADDING) * scale;
  }

  /** The marks within a rectangle from 0. */
  public List<Mark> marks(List<Section> sections, double width, double height) {
    List<Mark> marks = new ArrayList<>();
    List<Row> rows = sections.stream().flatMap(section -> section.rows().stream()).toList();
    if (rows.isEmpty()) {
      return marks;
    }
    double titles = sections.size() * TITLE_HEIGHT * scale;
    double room = (height - titles - 2 * PADDING * scale) / rows.size();
    double row = Math.clamp(room, ROW_MIN * scale, ROW_MAX * scale);
    double left =
        GUTTER * scale + widest(rows.stream().map(Row::name).toList(), NAME) + GAP * scale;
    double right = width - GUTTER * scale - ends(rows);
    double perNano = Math.max(1, right - left) / longest(rows);
    double y = PADDING * scale;
    for (Section section : sections) {
      double middle = y + TITLE_HEIGHT * scale / 2;
      marks.add(label(GUTTER * scale, middle, section.title(), NOTE, Tone.DIM, Mark.Anchor.START));
      y += TITLE_HEIGHT * scale;
      for (Row one : section.rows()) {
        row(one, left, y, row, perNano, marks);
        y += row;
      }
    }
    return marks;
  }

  private double ends(List<Row> rows) {
    return widest(rows.stream().map(Row::total).toList(), NAME)
        + widest(rows.stream().map(Row::note).toList(), NOTE)
        + 2 * GAP * scale;
  }

  private static long longest(List<Row> rows) {
    return rows.stream()
        .mapToLong(row -> Math.max(row.nanos(), row.highNanos()))
        .reduce(1, Math::max);
  }

  private double widest(List<String> texts, TextStyle style) {
    return texts.stream().mapToDouble(text -> meter.width(text, style)).max().orElse(0);
  }

  private void row(
      Row row, double left, double top, double height, double perNano, List<Mark> marks) {
    double middle = top + height / 2;
    marks.add(label(left - GAP * scale, middle, row.name(), NAME, Tone.TEXT, Mark.Anchor.END));
    double bar = height * BAR_SHARE;
    double x = left;
    for (Part part : row.parts()) {
      double width = part.nanos() * perNano;
      Tone tone = Tone.of(part.phase());
      marks.add(new Mark.Bar(x, middle - bar / 2, width, bar, tone, 0, 1));
      if (meter.width(part.text(), PART) + 2 * PADDING <= width) {
        double center = x + width / 2;
        marks.add(label(center, middle, part.text(), PART, tone.inside(), Mark.Anchor.MIDDLE));
      }
      x += width;
    }
    spread(row, left, middle + bar / 2 + SPREAD_HEIGHT, perNano, marks);
    double end = Math.max(x, left + row.highNanos() * perNano) + GAP * scale;
    marks.add(label(end, middle, row.total(), NAME, Tone.TEXT, Mark.Anchor.START));
    double note = end + meter.width(row.total(), NAME) + GAP * scale / 2;
    marks.add(label(note, middle, row.note(), NOTE, Tone.DIM, Mark.Anchor.START));
  }

  /** Where the middle half of all lies, as a thin line. */
  private static void spread(Row row, double left, double y, double perNano, List<Mark> marks) {
    double width = (row.highNanos() - row.lowNanos()) * perNano;
    if (width > 0) {
      double from = left + row.lowNanos() * perNano;
      marks.add(new Mark.Bar(from, y, width, SPREAD_HEIGHT - 1, Tone.FAINT, 0, 1));
    }
  }

  private static Mark label(
      double x, double middle, String text, TextStyle style, Tone tone, Mark.Anchor anchor) {
    return new Mark.Label(x, middle, text, style, tone, anchor);
  }
}
