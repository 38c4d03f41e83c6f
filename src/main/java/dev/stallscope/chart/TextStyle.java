package dev.stallscope.chart;

/** The sizes and faces of text. Sizes are logical pixels at font scale 1. */
public enum TextStyle {
  SECONDARY(12, false, false),
  SECONDARY_STRONG(12, true, false),
  BODY(13, false, false),
  BODY_STRONG(13, true, false),
  HEADING(15, true, false),
  CODE(12, false, true),
  /** What is read first on a report's page of 1280 pixels, below its headline. */
  LEAD(18, true, false),
  /** A report's sentences. */
  READING(15, false, false),
  /** The one sentence of a report. */
  HEADLINE(30, true, false);

  /** Text; its figures all have one width. */
  public static final String TEXT_FAMILY = "Inter Tabular";

  /** Code and hexadecimal bytes. */
  public static final String CODE_FAMILY = "JetBrains Mono";

  private final double size;
  private final boolean isBold;
  private final boolean isCode;

  TextStyle(double size, boolean isBold, boolean isCode) {
    this.size = size;
    this.isBold = isBold;
    this.isCode = isCode;
  }

  public double size() {
    return size;
  }

  public boolean isBold() {
    return isBold;
  }

  public String family() {
    return isCode ? CODE_FAMILY : TEXT_FAMILY;
  }
}
