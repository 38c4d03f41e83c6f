package dev.stallscope.ui.control;

import dev.stallscope.diagnosis.Severity;
import dev.stallscope.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A severity by shape and colour; its word is its name for screen readers. */
public final class SeverityIcon {
  private SeverityIcon() {}

  /** A new icon. */
  public static FontIcon of(Severity severity) {
    FontIcon icon =
        new FontIcon(
            switch (severity) {
              case CRITICAL -> Feather.ALERT_OCTAGON;
              case MAJOR -> Feather.ALERT_TRIANGLE;
              case MINOR -> Feather.ALERT_CIRCLE;
              case INFO -> Feather.INFO;
            });
    icon.getStyleClass().addAll("severity-icon", styleClass(severity));
    icon.setAccessibleText(word(severity));
    return icon;
  }

  /** The style class that gives a node the colour of a severity. */
  public static String styleClass(Severity severity) {
    return "severity-" + severity.id();
  }

  public static String word(Severity severity) {
    return Texts.of("severity." + severity.id());
  }
}
