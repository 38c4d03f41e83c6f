package dev.stallscope.ui.waterfall;

import dev.stallscope.time.Nanos;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as one types it: {@code 200ms}, {@code 1.5s}, {@code 300us}, {@code 200}. */
final class DurationWord {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|µs|ms|s|)");

  private DurationWord() {}

  /** Nanoseconds, milliseconds being meant where no unit is given; empty if it is no duration. */
  static OptionalLong nanos(String word) {
    Matcher matcher = FORM.matcher(word);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long unit =
        switch (matcher.group(2)) {
          case "s" -> Nanos.PER_SECOND;
          case "us", "µs" -> Nanos.PER_MICRO;
          default -> Nanos.PER_MILLI;
        };
    return OptionalLong.of(Math.round(Double.parseDouble(matcher.group(1)) * unit));
  }
}
