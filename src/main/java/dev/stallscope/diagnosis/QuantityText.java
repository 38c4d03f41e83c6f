package dev.stallscope.diagnosis;

import java.util.Locale;

/** Sizes, rates and shares as a person reads them, with three significant digits. */
public final class QuantityText {
  private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB"};
  private static final String[] RATE_UNITS = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"};

  private QuantityText() {}

  /** {@code 1 connection}, {@code 1,204 connections}: for nouns whose plural has an s. */
  public static String count(long count, String noun) {
    return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }

  /** {@code 512 bytes}, {@code 14.6 kB}: decimal units. */
  public static String bytes(long bytes) {
    return bytes == 1 ? "1 byte" : scaled(bytes, BYTE_UNITS);
  }

  /** {@code 1.5 Mbit/s}. */
  public static String rate(long bitsPerSecond) {
    return scaled(bitsPerSecond, RATE_UNITS);
  }

  /** A share between 0 and 1: {@code 2.5 %}. */
  public static String percent(double share) {
    return digits(share * 100) + " %";
  }

  private static String scaled(long quantity, String[] units) {
    double value = quantity;
    int unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return (unit == 0 ? Long.toString(quantity) : digits(value)) + " " + units[unit];
  }

  private static String digits(double value) {
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
