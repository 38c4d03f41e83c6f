package dev.stallscope.app;

import dev.stallscope.chart.Theme;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a theme by its stable name. */
final class ThemeConverter implements ITypeConverter<Theme> {
  @Override
  public Theme convert(String name) {
    for (Theme theme : Theme.values()) {
      if (theme.id().equals(name.toLowerCase(Locale.ROOT))) {
        return theme;
      }
    }
    throw new TypeConversionException(
        "the theme is light, dark or high-contrast, not '" + name + "'.");
  }
}
