package dev.stallscope.report.page;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Points;
import java.util.Arrays;
import java.util.List;

/** Marks of a part that was laid out for itself, in their place on the page. */
final class MovedMarks {
  private MovedMarks() {}

  static List<Mark> of(List<Mark> marks, double dx, double dy) {
    return marks.stream().map(mark -> moved(mark, dx, dy)).toList();
  }

  private static Mark moved(Mark mark, double dx, double dy) {
    return switch (mark) {
      case Mark.Bar(var x, var y, var width, var height, var tone, var radius, var opacity) ->
          new Mark.Bar(x + dx, y + dy, width, height, tone, radius, opacity);
      case Mark.Outline(var x, var y, var width, var height, var tone, var radius, var dashed) ->
          new Mark.Outline(x + dx, y + dy, width, height, tone, radius, dashed);
      case Mark.Hatch(var x, var y, var width, var height, var tone) ->
          new Mark.Hatch(x + dx, y + dy, width, height, tone);
      case Mark.Line(var x, var y, var toX, var toY, var tone, var width, var dashed) ->
          new Mark.Line(x + dx, y + dy, toX + dx, toY + dy, tone, width, dashed);
      case Mark.Polyline(var points, var tone, var width) ->
          new Mark.Polyline(moved(points, dx, dy), tone, width);
      case Mark.Area(var points, var tone, var opacity) ->
          new Mark.Area(moved(points, dx, dy), tone, opacity);
      case Mark.Sign(var x, var y, var size, var shape, var tone) ->
          new Mark.Sign(x + dx, y + dy, size, shape, tone);
      case Mark.Label(var x, var y, var text, var style, var tone, var anchor) ->
          new Mark.Label(x + dx, y + dy, text, style, tone, anchor);
    };
  }

  private static Points moved(Points points, double dx, double dy) {
    return Points.of(
        Arrays.stream(points.xs()).map(x -> x + dx).toArray(),
        Arrays.stream(points.ys()).map(y -> y + dy).toArray());
  }
}
