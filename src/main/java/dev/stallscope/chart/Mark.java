package dev.stallscope.chart;

/** One thing that is drawn. Marks are drawn in their order, later ones on top. */
public sealed interface Mark {
  /**
   * A filled rectangle.
   *
   * @param radius of its corners
   * @param opacity 0 to 1
   */
  record Bar(
      double x, double y, double width, double height, Tone tone, double radius, double opacity)
      implements Mark {}

  /** The border of a rectangle, one pixel wide, inside of it. */
  record Outline(
      double x, double y, double width, double height, Tone tone, double radius, boolean isDashed)
      implements Mark {}

  /** A rectangle filled with thin diagonal lines, for what is told by more than its colour. */
  record Hatch(double x, double y, double width, double height, Tone tone) implements Mark {}

  /** A straight line. */
  record Line(
      double fromX, double fromY, double toX, double toY, Tone tone, double width, boolean isDashed)
      implements Mark {}

  /** An open line through points. */
  record Polyline(Points points, Tone tone, double width) implements Mark {}

  /** A filled shape. */
  record Area(Points points, Tone tone, double opacity) implements Mark {}

  /** A small sign whose middle is at the point. */
  record Sign(double x, double y, double size, Shape shape, Tone tone) implements Mark {}

  /**
   * One line of text.
   *
   * @param x where {@code anchor} says
   * @param y the middle of its height
   */
  record Label(double x, double y, String text, TextStyle style, Tone tone, Anchor anchor)
      implements Mark {}

  /** The shape of a sign. */
  enum Shape {
    DOT,
    SQUARE,
    DIAMOND,
    TRIANGLE,
    CROSS
  }

  /** What of a text lies at its x. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }
}
