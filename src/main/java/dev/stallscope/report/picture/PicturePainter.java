package dev.stallscope.report.picture;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Palette;
import dev.stallscope.chart.Points;
import dev.stallscope.chart.Tone;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.LineMetrics;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Paints marks with Java's own 2D graphics, in the colours of a palette. */
final class PicturePainter {
  private static final double HATCH_SPACING = 6;
  private static final float[] DASHES = {4, 3};

  private final Graphics2D canvas;
  private final Palette palette;

  PicturePainter(Graphics2D canvas, Palette palette) {
    this.canvas = canvas;
    this.palette = palette;
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  void paint(List<Mark> marks) {
    marks.forEach(this::paint);
  }

  private void paint(Mark mark) {
    switch (mark) {
      case Mark.Bar bar ->
          fill(
              rectangle(bar.x(), bar.y(), bar.width(), bar.height(), bar.radius()),
              bar.tone(),
              bar.opacity());
      case Mark.Outline outline -> outline(outline);
      case Mark.Hatch hatch -> hatch(hatch);
      case Mark.Line line ->
          stroke(
              new Line2D.Double(line.fromX(), line.fromY(), line.toX(), line.toY()),
              line.tone(),
              line.width(),
              line.isDashed());
      case Mark.Polyline line ->
          stroke(path(line.points(), false), line.tone(), line.width(), false);
      case Mark.Area area -> fill(path(area.points(), true), area.tone(), area.opacity());
      case Mark.Sign sign -> sign(sign);
      case Mark.Label label -> label(label);
    }
  }

  private static Shape rectangle(double x, double y, double width, double height, double radius) {
    double arc = 2 * Math.min(radius, Math.min(width, height) / 2);
    return arc > 0
        ? new RoundRectangle2D.Double(x, y, width, height, arc, arc)
        : new Rectangle2D.Double(x, y, width, height);
  }

  private void outline(Mark.Outline outline) {
    double width = Math.max(0, outline.width() - 1);
    double height = Math.max(0, outline.height() - 1);
    Shape border = rectangle(outline.x() + 0.5, outline.y() + 0.5, width, height, outline.radius());
    stroke(border, outline.tone(), 1, outline.isDashed());
  }

  private void hatch(Mark.Hatch hatch) {
    Shape before = canvas.getClip();
    canvas.clip(new Rectangle2D.Double(hatch.x(), hatch.y(), hatch.width(), hatch.height()));
    double bottom = hatch.y() + hatch.height();
    double first = Math.floor((hatch.x() + hatch.y()) / HATCH_SPACING) * HATCH_SPACING;
    double last = hatch.x() + hatch.width() + bottom;
    for (double sum = first; sum <= last; sum += HATCH_SPACING) {
      Line2D line = new Line2D.Double(sum - hatch.y(), hatch.y(), sum - bottom, bottom);
      stroke(line, hatch.tone(), 1, false);
    }
    canvas.setClip(before);
  }

  private static Path2D path(Points points, boolean isClosed) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < points.size(); i++) {
      if (i == 0) {
        path.moveTo(points.x(i), points.y(i));
      } else {
        path.lineTo(points.x(i), points.y(i));
      }
    }
    if (isClosed && points.size() > 0) {
      path.closePath();
    }
    return path;
  }

  private void sign(Mark.Sign sign) {
    double half = sign.size() / 2;
    double left = sign.x() - half;
    double right = sign.x() + half;
    double top = sign.y() - half;
    double bottom = sign.y() + half;
    switch (sign.shape()) {
      case DOT -> fill(new Ellipse2D.Double(left, top, sign.size(), sign.size()), sign.tone(), 1);
      case SQUARE -> fill(rectangle(left, top, sign.size(), sign.size(), 1.5), sign.tone(), 1);
      case DIAMOND ->
          fill(
              polygon(sign.x(), top, right, sign.y(), sign.x(), bottom, left, sign.y()),
              sign.tone(),
              1);
      case TRIANGLE -> fill(polygon(sign.x(), top, right, bottom, left, bottom), sign.tone(), 1);
      case CROSS -> {
        stroke(new Line2D.Double(left, top, right, bottom), sign.tone(), 2, false);
        stroke(new Line2D.Double(left, bottom, right, top), sign.tone(), 2, false);
      }
    }
  }

  /** A shape through points given as x, y, x, y and so on. */
  private static Path2D polygon(double... coordinates) {
    double[] xs = new double[coordinates.length / 2];
    double[] ys = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = coordinates[2 * i];
      ys[i] = coordinates[2 * i + 1];
    }
    return path(Points.of(xs, ys), true);
  }

  private void label(Mark.Label label) {
    Font font = PictureFonts.of(label.style(), label.text());
    double width = new PictureMeter().width(label.text(), label.style());
    double x =
        switch (label.anchor()) {
          case START -> label.x();
          case MIDDLE -> label.x() - width / 2;
          case END -> label.x() - width;
        };
    LineMetrics metrics = font.getLineMetrics(label.text(), canvas.getFontRenderContext());
    double baseline = label.y() + (metrics.getAscent() - metrics.getDescent()) / 2;
    canvas.setColor(colour(label.tone(), 1));
    canvas.setFont(font);
    canvas.drawString(label.text(), (float) x, (float) baseline);
  }

  private void fill(Shape shape, Tone tone, double opacity) {
    canvas.setColor(colour(tone, opacity));
    canvas.fill(shape);
  }

  private void stroke(Shape shape, Tone tone, double width, boolean isDashed) {
    canvas.setColor(colour(tone, 1));
    canvas.setStroke(
        isDashed
            ? new BasicStroke(
                (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0)
            : new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    canvas.draw(shape);
  }

  private Color colour(Tone tone, double opacity) {
    int alpha = (int) Math.round(opacity * 255);
    return new Color(alpha << 24 | palette.rgb(tone), true);
  }
}
