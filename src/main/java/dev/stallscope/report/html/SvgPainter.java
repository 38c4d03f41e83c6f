package dev.stallscope.report.html;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Points;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.Tone;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Marks as SVG inside of a page. Colours are classes of the page's style sheet, so that they follow
 * the reader's theme. Each text is as wide as it was measured, whatever font the reader has.
 */
final class SvgPainter {
  /** Of a letter's size; how renderers place text by its middle differs. */
  private static final double MIDDLE_TO_BASELINE = 0.36;

  private final TextMeter meter;
  private final StringBuilder svg = new StringBuilder();

  SvgPainter(TextMeter meter) {
    this.meter = meter;
  }

  /** Patterns that all drawings of a page refer to; they stand before the first. */
  static String patterns() {
    StringBuilder text =
        new StringBuilder("<svg width=\"0\" height=\"0\" class=\"patterns\" aria-hidden=\"true\">");
    for (Tone tone : Tone.values()) {
      text.append("<pattern id=\"hatch-")
          .append(name(tone))
          .append("\" width=\"4.3\" height=\"4.3\" patternUnits=\"userSpaceOnUse\"")
          .append(" patternTransform=\"rotate(45)\"><rect width=\"1\" height=\"4.3\" class=\"f-")
          .append(name(tone))
          .append("\"/></pattern>");
    }
    return text.append("</svg>\n").toString();
  }

  /** The drawing, as wide as there is room. */
  String drawing(String title, List<Mark> marks, double width, double height) {
    svg.append("<svg role=\"img\" viewBox=\"0 0 ")
        .append(number(width))
        .append(' ')
        .append(number(height))
        .append("\"><title>")
        .append(HtmlEscape.of(title))
        .append("</title>\n");
    marks.forEach(this::mark);
    return svg.append("</svg>\n").toString();
  }

  static String name(Tone tone) {
    return tone.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Bar bar -> {
        rectangle(bar.x(), bar.y(), bar.width(), bar.height(), bar.radius());
        fill(bar.tone(), bar.opacity());
      }
      case Mark.Outline line -> {
        double width = Math.max(0, line.width() - 1);
        double height = Math.max(0, line.height() - 1);
        rectangle(line.x() + 0.5, line.y() + 0.5, width, height, line.radius());
        stroke(line.tone(), 1, line.isDashed());
      }
      case Mark.Hatch hatch -> {
        rectangle(hatch.x(), hatch.y(), hatch.width(), hatch.height(), 0);
        svg.append(" fill=\"url(#hatch-").append(name(hatch.tone())).append(")\"/>\n");
      }
      case Mark.Line line -> {
        svg.append("<line");
        attribute("x1", line.fromX());
        attribute("y1", line.fromY());
        attribute("x2", line.toX());
        attribute("y2", line.toY());
        stroke(line.tone(), line.width(), line.isDashed());
      }
      case Mark.Polyline line -> {
        svg.append("<polyline points=\"").append(points(line.points())).append('"');
        stroke(line.tone(), line.width(), false);
      }
      case Mark.Area area -> {
        svg.append("<polygon points=\"").append(points(area.points())).append('"');
        fill(area.tone(), area.opacity());
      }
      case Mark.Sign sign -> sign(sign);
      case Mark.Label label -> label(label);
    }
  }

  private void sign(Mark.Sign sign) {
    double half = sign.size() / 2;
    double left = sign.x() - half;
    double right = sign.x() + half;
    double top = sign.y() - half;
    double bottom = sign.y() + half;
    switch (sign.shape()) {
      case DOT -> {
        rectangle(left, top, sign.size(), sign.size(), half);
        fill(sign.tone(), 1);
      }
      case SQUARE -> {
        rectangle(left, top, sign.size(), sign.size(), 1.5);
        fill(sign.tone(), 1);
      }
      case DIAMOND ->
          polygon(sign.tone(), sign.x(), top, right, sign.y(), sign.x(), bottom, left, sign.y());
      case TRIANGLE -> polygon(sign.tone(), sign.x(), top, right, bottom, left, bottom);
      case CROSS -> {
        svg.append("<path d=\"M")
            .append(joined(left, top))
            .append('L')
            .append(joined(right, bottom))
            .append('M')
            .append(joined(left, bottom))
            .append('L')
            .append(joined(right, top))
            .append('"');
        stroke(sign.tone(), 2, false);
      }
    }
  }

  private void polygon(Tone tone, double... coordinates) {
    svg.append("<polygon points=\"").append(joined(coordinates)).append('"');
    fill(tone, 1);
  }

  private void label(Mark.Label label) {
    svg.append("<text");
    attribute("x", label.x());
    attribute("y", label.y() + MIDDLE_TO_BASELINE * label.style().size());
    attribute("textLength", meter.width(label.text(), label.style()));
    svg.append(" lengthAdjust=\"spacingAndGlyphs\" class=\"f-")
        .append(name(label.tone()))
        .append(" t-")
        .append(label.style().name().toLowerCase(Locale.ROOT))
        .append(
            switch (label.anchor()) {
              case START -> "";
              case MIDDLE -> " middle";
              case END -> " end";
            })
        .append("\">")
        .append(HtmlEscape.of(label.text()))
        .append("</text>\n");
  }

  private void rectangle(double x, double y, double width, double height, double radius) {
    svg.append("<rect");
    attribute("x", x);
    attribute("y", y);
    attribute("width", width);
    attribute("height", height);
    if (radius > 0) {
      attribute("rx", Math.min(radius, Math.min(width, height) / 2));
    }
  }

  private void fill(Tone tone, double opacity) {
    svg.append(" class=\"f-").append(name(tone)).append('"');
    if (opacity < 1) {
      attribute("fill-opacity", opacity);
    }
    svg.append("/>\n");
  }

  private void stroke(Tone tone, double width, boolean isDashed) {
    svg.append(" class=\"s-").append(name(tone)).append(isDashed ? " dashed" : "").append('"');
    attribute("stroke-width", width);
    svg.append("/>\n");
  }

  private void attribute(String name, double value) {
    svg.append(' ').append(name).append("=\"").append(number(value)).append('"');
  }

  private static String points(Points points) {
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < points.size(); i++) {
      text.add(number(points.x(i))).add(number(points.y(i)));
    }
    return text.toString();
  }

  private static String joined(double... numbers) {
    StringJoiner text = new StringJoiner(" ");
    for (double one : numbers) {
      text.add(number(one));
    }
    return text.toString();
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }
}
