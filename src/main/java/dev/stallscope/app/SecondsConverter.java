package dev.stallscope.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of seconds, with or without its unit. */
final class SecondsConverter implements ITypeConverter<Double> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s)?");
  private static final double MILLIS = 1000;

  @Override
  public Double convert(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new TypeConversionException(
          "a time is written 5, 0.5s or 500ms; not '%s'.".formatted(text));
    }
    double number = Double.parseDouble(form.group(1));
    return "ms".equals(form.group(2)) ? number / MILLIS : number;
  }
}
