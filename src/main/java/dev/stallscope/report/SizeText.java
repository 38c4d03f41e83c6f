package dev.stallscope.report;

import java.util.Locale;

/** Sizes as a person reads them, in powers of ten: 812 B, 14.6 kB, 3.2 MB. */
public final class SizeText {
  private SizeText() {}

  /** The size, decimal units. */
  public static String of(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    if (bytes < 999_950) {
      return one(bytes, 1e3) + " kB";
    }
    return bytes < 999_950_000 ? one(bytes, 1e6) + " MB" : one(bytes, 1e9) + " GB";
  }

  private static String one(long bytes, double unit) {
    return String.format(Locale.ROOT, "%.1f", bytes / unit);
  }
}
