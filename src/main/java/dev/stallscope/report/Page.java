package dev.stallscope.report;

import java.io.IOException;

/**
 * Lines of a terminal of 100 columns. What it is given is made harmless and fitted; colours are put
 * around whole pieces afterwards.
 *
 * @param labels how what was on the wire is shown
 */
record Page(Labels labels, Ink ink, Appendable out) {
  static final int WIDTH = 100;

  /** A line that is fitted and harmless already. */
  void line(String text) throws IOException {
    out.append(text).append('\n');
  }

  /** A text on as many lines as it takes. */
  void paragraph(String first, String indent, String text) throws IOException {
    String lead = first;
    for (String line : Wrap.lines(labels.text(text), WIDTH - first.length())) {
      line(lead + line);
      lead = indent;
    }
  }

  void faintParagraph(String text) throws IOException {
    for (String line : Wrap.lines(labels.text(text), WIDTH)) {
      line(ink.faint(line));
    }
  }

  /** A text cut to what fits on one line. */
  String cut(String text, int width) {
    return Wrap.cut(labels.text(text), width);
  }
}
