package dev.stallscope.report.page;

/** A rectangle of the page in logical pixels. */
record Frame(double x, double y, double width, double height) {
  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }
}
