package dev.stallscope.ui.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the window. */
public final class Texts {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("dev.stallscope.ui.Texts", Locale.ENGLISH);

  private Texts() {}

  /**
   * The text of a key, with values put in as {@link MessageFormat} does.
   *
   * @throws java.util.MissingResourceException if there is no such text
   */
  public static String of(String key, Object... values) {
    String pattern = BUNDLE.getString(key);
    return values.length == 0 ? pattern : new MessageFormat(pattern, Locale.ENGLISH).format(values);
  }
}
