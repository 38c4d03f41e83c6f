package dev.stallscope.ui.waterfall;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size as one types it: {@code 800}, {@code 10k}, {@code 1.5M}; a step is 1000 as on screen. */
final class SizeWord {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([kmg]?)b?");

  private SizeWord() {}

  /** Bytes, of a word in lower case; empty if it is no size. */
  static OptionalLong bytes(String word) {
    Matcher matcher = FORM.matcher(word);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long unit =
        switch (matcher.group(2)) {
          case "k" -> 1_000L;
          case "m" -> 1_000_000L;
          case "g" -> 1_000_000_000L;
          default -> 1;
        };
    return OptionalLong.of(Math.round(Double.parseDouble(matcher.group(1)) * unit));
  }
}
