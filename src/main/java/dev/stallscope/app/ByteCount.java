package dev.stallscope.app;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes as it is written on the command line: {@code 500k}, {@code 100M}, {@code 2G};
 * each step is 1024.
 */
record ByteCount(long bytes) {
  static final ByteCount NONE = new ByteCount(0);

  private static final String STEPS = "kmgt";
  private static final int BITS_PER_STEP = 10;

  /** Reads it for picocli. */
  static final class Converter implements ITypeConverter<ByteCount> {
    private static final Pattern FORM =
        Pattern.compile("(\\d{1,12})([kmgt])?i?b?", Pattern.CASE_INSENSITIVE);

    @Override
    public ByteCount convert(String text) {
      Matcher form = FORM.matcher(text.strip());
      if (!form.matches()) {
        throw new TypeConversionException(
            "a size is written 500k, 100M or 2G; not '%s'.".formatted(text));
      }
      String step = form.group(2) == null ? "" : form.group(2).toLowerCase(Locale.ROOT);
      int shift = step.isEmpty() ? 0 : (STEPS.indexOf(step) + 1) * BITS_PER_STEP;
      return new ByteCount(Long.parseLong(form.group(1)) << shift);
    }
  }
}
