package dev.stallscope.ui.control;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Palette;
import dev.stallscope.chart.Points;
import dev.stallscope.chart.Tone;
import dev.stallscope.ui.theme.Fonts;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Paints marks on a canvas in the colours of a palette. */
public final class FxPainter {
  private static final double HATCH_SPACING = 6;
  private static final double HATCH_WIDTH = 1;

  /** How far the corners of a slanted line's end stand out. */
  private static final double HATCH_OVERHANG = HATCH_WIDTH / 2 / Math.sqrt(2);

  private static final double[] DASHES = {4, 3};
  private static final double FULL_TURN = 360;

  private final GraphicsContext canvas;
  private final Palette palette;
  private final double scale;
  private @Nullable Color last;
  private @Nullable Tone lastTone;

  /**
   * A painter on a canvas.
   *
   * @param scale how much larger than designed text is
   */
  public FxPainter(GraphicsContext canvas, Palette palette, double scale) {
    this.canvas = canvas;
    this.palette = palette;
    this.scale = scale;
  }

  public void paint(List<Mark> marks) {
    int i = 0;
    while (i < marks.size()) {
      int dots = dots(marks, i);
      if (dots > 1) {
        cloud(marks.subList(i, i + dots));
        i += dots;
      } else {
        paint(marks.get(i++));
      }
    }
  }

  /** How many dots of one tone follow each other. */
  private static int dots(List<Mark> marks, int from) {
    int end = from;
    while (end < marks.size()
        && marks.get(end) instanceof Mark.Sign sign
        && sign.shape() == Mark.Shape.DOT
        && marks.get(from) instanceof Mark.Sign first
        && sign.tone() == first.tone()) {
      end++;
    }
    return end - from;
  }

  /** As one shape, since thousands are slow to fill one by one. */
  private void cloud(List<Mark> dots) {
    canvas.beginPath();
    for (Mark mark : dots) {
      if (mark instanceof Mark.Sign dot) {
        double radius = dot.size() / 2;
        canvas.moveTo(dot.x() + radius, dot.y());
        canvas.arc(dot.x(), dot.y(), radius, radius, 0, FULL_TURN);
        canvas.closePath();
        canvas.setFill(colour(dot.tone(), 1));
      }
    }
    canvas.fill();
  }

  private void paint(Mark mark) {
    switch (mark) {
      case Mark.Bar bar -> bar(bar);
      case Mark.Outline outline -> outline(outline);
      case Mark.Hatch hatch -> hatch(hatch);
      case Mark.Line line -> line(line);
      case Mark.Polyline polyline -> polyline(polyline);
      case Mark.Area area -> area(area);
      case Mark.Sign sign -> sign(sign);
      case Mark.Label label -> label(label);
    }
  }

  private void bar(Mark.Bar bar) {
    canvas.setFill(colour(bar.tone(), bar.opacity()));
    double arc = 2 * Math.min(bar.radius(), Math.min(bar.width(), bar.height()) / 2);
    if (arc <= 0) {
      canvas.fillRect(bar.x(), bar.y(), bar.width(), bar.height());
    } else {
      canvas.fillRoundRect(bar.x(), bar.y(), bar.width(), bar.height(), arc, arc);
    }
  }

  private void outline(Mark.Outline outline) {
    stroke(outline.tone(), 1, outline.isDashed());
    double width = Math.max(0, outline.width() - 1);
    double height = Math.max(0, outline.height() - 1);
    double arc = 2 * Math.min(outline.radius(), Math.min(width, height) / 2);
    canvas.strokeRoundRect(outline.x() + 0.5, outline.y() + 0.5, width, height, arc, arc);
  }

  /** One stroke of lines that end at the border: a clip and a stroke for each are slow. */
  private void hatch(Mark.Hatch hatch) {
    stroke(hatch.tone(), HATCH_WIDTH, false);
    canvas.setLineCap(StrokeLineCap.BUTT);
    double right = hatch.x() + hatch.width();
    double bottom = hatch.y() + hatch.height();
    // lines start on a grid of the canvas, so that they do not swim when the view is moved
    double first = Math.floor((hatch.x() + hatch.y()) / HATCH_SPACING) * HATCH_SPACING;
    canvas.beginPath();
    for (double sum = first; sum <= right + bottom; sum += HATCH_SPACING) {
      double top = Math.max(hatch.y(), sum - right) + HATCH_OVERHANG;
      double end = Math.min(bottom, sum - hatch.x()) - HATCH_OVERHANG;
      if (top < end) {
        canvas.moveTo(sum - top, top);
        canvas.lineTo(sum - end, end);
      }
    }
    canvas.stroke();
    canvas.setLineCap(StrokeLineCap.SQUARE);
  }

  private void line(Mark.Line line) {
    boolean isVertical = line.fromX() == line.toX();
    boolean isHorizontal = line.fromY() == line.toY();
    double fromX = isVertical ? crisp(line.fromX()) : line.fromX();
    double fromY = isHorizontal ? crisp(line.fromY()) : line.fromY();
    double toX = isVertical ? crisp(line.toX()) : line.toX();
    double toY = isHorizontal ? crisp(line.toY()) : line.toY();
    if ((isVertical || isHorizontal) && !line.isDashed()) {
      canvas.setFill(colour(line.tone(), 1));
      strip(fromX, fromY, toX, toY, line.width());
    } else {
      stroke(line.tone(), line.width(), line.isDashed());
      canvas.strokeLine(fromX, fromY, toX, toY);
    }
  }

  /** In the middle of a pixel, where a thin line is not smeared over two. */
  private static double crisp(double at) {
    return Math.floor(at) + 0.5;
  }

  /**
   * What the stroke of an upright or level line with square ends covers: a rectangle is quicker.
   */
  private void strip(double fromX, double fromY, double toX, double toY, double width) {
    double half = width / 2;
    canvas.fillRect(
        Math.min(fromX, toX) - half,
        Math.min(fromY, toY) - half,
        Math.abs(toX - fromX) + width,
        Math.abs(toY - fromY) + width);
  }

  private void polyline(Mark.Polyline line) {
    Points points = line.points();
    if (isOfSteps(points)) {
      canvas.setFill(colour(line.tone(), 1));
      for (int i = 1; i < points.size(); i++) {
        strip(points.x(i - 1), points.y(i - 1), points.x(i), points.y(i), line.width());
      }
    } else {
      stroke(line.tone(), line.width(), false);
      canvas.strokePolyline(points.xs(), points.ys(), points.size());
    }
  }

  private static boolean isOfSteps(Points points) {
    for (int i = 1; i < points.size(); i++) {
      if (points.x(i) != points.x(i - 1) && points.y(i) != points.y(i - 1)) {
        return false;
      }
    }
    return true;
  }

  private void area(Mark.Area area) {
    canvas.setFill(colour(area.tone(), area.opacity()));
    Points points = area.points();
    canvas.fillPolygon(points.xs(), points.ys(), points.size());
  }

  private void sign(Mark.Sign sign) {
    double half = sign.size() / 2;
    double left = sign.x() - half;
    double right = sign.x() + half;
    double top = sign.y() - half;
    double bottom = sign.y() + half;
    canvas.setFill(colour(sign.tone(), 1));
    switch (sign.shape()) {
      case DOT -> canvas.fillOval(left, top, sign.size(), sign.size());
      case SQUARE -> canvas.fillRoundRect(left, top, sign.size(), sign.size(), 3, 3);
      case DIAMOND ->
          canvas.fillPolygon(
              new double[] {sign.x(), right, sign.x(), left},
              new double[] {top, sign.y(), bottom, sign.y()},
              4);
      case TRIANGLE ->
          canvas.fillPolygon(
              new double[] {sign.x(), right, left}, new double[] {top, bottom, bottom}, 3);
      case CROSS -> {
        stroke(sign.tone(), 2, false);
        canvas.strokeLine(left, top, right, bottom);
        canvas.strokeLine(left, bottom, right, top);
      }
    }
  }

  private void label(Mark.Label label) {
    canvas.setFill(colour(label.tone(), 1));
    canvas.setFont(Fonts.of(label.style(), scale));
    canvas.setTextBaseline(VPos.CENTER);
    canvas.setTextAlign(
        switch (label.anchor()) {
          case START -> TextAlignment.LEFT;
          case MIDDLE -> TextAlignment.CENTER;
          case END -> TextAlignment.RIGHT;
        });
    canvas.fillText(label.text(), label.x(), label.y());
  }

  private void stroke(Tone tone, double width, boolean isDashed) {
    canvas.setStroke(colour(tone, 1));
    canvas.setLineWidth(width);
    canvas.setLineDashes(isDashed ? DASHES : new double[0]);
  }

  /** The same object for the same colour in a row, which the canvas need not be told again. */
  private Color colour(Tone tone, double opacity) {
    if (last == null || tone != lastTone || opacity != last.getOpacity()) {
      int rgb = palette.rgb(tone);
      last = Color.rgb(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, opacity);
      lastTone = tone;
    }
    return last;
  }
}
