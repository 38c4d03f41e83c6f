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
import javafx.scene.text.TextAlignment;

/** Paints marks on a canvas in the colours of a palette. */
public final class FxPainter {
  private static final double HATCH_SPACING = 6;
  private static final double HATCH_WIDTH = 1;
  private static final double[] DASHES = {4, 3};

  private final GraphicsContext canvas;
  private final Palette palette;
  private final double scale;

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
    marks.forEach(this::paint);
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

  private void hatch(Mark.Hatch hatch) {
    canvas.save();
    canvas.beginPath();
    canvas.rect(hatch.x(), hatch.y(), hatch.width(), hatch.height());
    canvas.clip();
    stroke(hatch.tone(), HATCH_WIDTH, false);
    double bottom = hatch.y() + hatch.height();
    // lines start on a grid of the canvas, so that they do not swim when the view is moved
    double first = Math.floor((hatch.x() + hatch.y()) / HATCH_SPACING) * HATCH_SPACING;
    double last = hatch.x() + hatch.width() + bottom;
    for (double sum = first; sum <= last; sum += HATCH_SPACING) {
      canvas.strokeLine(sum - hatch.y(), hatch.y(), sum - bottom, bottom);
    }
    canvas.restore();
  }

  private void line(Mark.Line line) {
    stroke(line.tone(), line.width(), line.isDashed());
    boolean isVertical = line.fromX() == line.toX();
    boolean isHorizontal = line.fromY() == line.toY();
    canvas.strokeLine(
        isVertical ? crisp(line.fromX()) : line.fromX(),
        isHorizontal ? crisp(line.fromY()) : line.fromY(),
        isVertical ? crisp(line.toX()) : line.toX(),
        isHorizontal ? crisp(line.toY()) : line.toY());
  }

  /** In the middle of a pixel, where a thin line is not smeared over two. */
  private static double crisp(double at) {
    return Math.floor(at) + 0.5;
  }

  private void polyline(Mark.Polyline line) {
    stroke(line.tone(), line.width(), false);
    Points points = line.points();
    canvas.strokePolyline(points.xs(), points.ys(), points.size());
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

  private Color colour(Tone tone, double opacity) {
    int rgb = palette.rgb(tone);
    return Color.rgb(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, opacity);
  }
}
