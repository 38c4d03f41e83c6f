package dev.stallscope.protocol.grpc;

import dev.stallscope.time.Nanos;
import java.util.OptionalLong;

/** The deadline of a call as its header says it: digits and a unit, {@code 200m} for 200 ms. */
final class GrpcTimeout {
  /** The protocol allows no more. */
  private static final int MAX_DIGITS = 8;

  private GrpcTimeout() {}

  /** Nanoseconds, empty where the field is malformed. */
  static OptionalLong nanos(String field) {
    String text = field.strip();
    int digits = text.length() - 1;
    if (digits < 1 || digits > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return OptionalLong.empty();
      }
      value = value * 10 + digit - '0';
    }
    long unit = unitNanos(text.charAt(digits));
    return unit == 0 ? OptionalLong.empty() : OptionalLong.of(product(value, unit));
  }

  private static long product(long value, long unit) {
    return value > Long.MAX_VALUE / unit ? Long.MAX_VALUE : value * unit;
  }

  private static long unitNanos(char unit) {
    return switch (unit) {
      case 'H' -> 3600 * Nanos.PER_SECOND;
      case 'M' -> 60 * Nanos.PER_SECOND;
      case 'S' -> Nanos.PER_SECOND;
      case 'm' -> Nanos.PER_MILLI;
      case 'u' -> Nanos.PER_MILLI / 1000;
      case 'n' -> 1;
      default -> 0;
    };
  }
}
