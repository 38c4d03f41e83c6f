package dev.stallscope.diagnosis;

import dev.stallscope.time.Nanos;
import java.util.Locale;

/** How much a finding matters, by the time lost (STALLS 2.5). */
public enum Severity {
  INFO,
  MINOR,
  MAJOR,
  CRITICAL;

  /**
   * The severity of a loss within an exchange.
   *
   * @param lostNanos avoidable time
   * @param enclosingNanos duration of the exchange or group of exchanges it was lost in
   */
  public static Severity of(long lostNanos, long enclosingNanos) {
    double share = enclosingNanos <= 0 ? 0 : (double) lostNanos / enclosingNanos;
    if (lostNanos >= Nanos.PER_SECOND || share >= 0.5 && lostNanos >= Nanos.ofMillis(100)) {
      return CRITICAL;
    }
    if (lostNanos >= Nanos.ofMillis(200) || share >= 0.2 && lostNanos >= Nanos.ofMillis(40)) {
      return MAJOR;
    }
    if (lostNanos >= Nanos.ofMillis(40) || share >= 0.05 && lostNanos >= Nanos.ofMillis(10)) {
      return MINOR;
    }
    return INFO;
  }

  /** One level lower: for verdicts with a confidence below 0.6 and exchanges nobody waited for. */
  public Severity lower() {
    return this == INFO ? INFO : values()[ordinal() - 1];
  }

  /** The stable name of the JSON form. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
