package dev.stallscope.chart;

import java.util.Locale;

/** A set of colours for everything on screen and in reports. */
public enum Theme {
  LIGHT,
  DARK,
  HIGH_CONTRAST;

  /** The stable name in settings and options: {@code high-contrast}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The class path name of the stylesheet that gives every {@link Tone} its colour. */
  public String stylesheet() {
    return "/dev/stallscope/chart/" + id() + ".css";
  }
}
