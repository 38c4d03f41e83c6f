package dev.stallscope.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.stallscope.chart.Palette;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.Theme;
import dev.stallscope.ui.workspace.Appearance;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;

/** Keeps a scene in the theme and text size of an {@link Appearance}. */
public final class Stylesheets {
  private static final String OURS = url("/dev/stallscope/ui/theme/window.css");

  /** Sizes of icons in pixels, at the designed size of text. */
  private static final Map<String, Integer> ICONS =
      Map.of(
          ".severity-icon", 14,
          ".verdict-icon", 12,
          ".trust-icon", 12,
          ".icon-button .ikonli-font-icon", 14,
          ".banner .ikonli-font-icon", 16);

  private final Scene scene;
  private final Appearance appearance;

  private Stylesheets(Scene scene, Appearance appearance) {
    this.scene = scene;
    this.appearance = appearance;
  }

  /** Styles the scene now and whenever the appearance changes. */
  public static void keep(Scene scene, Appearance appearance) {
    Fonts.load();
    Stylesheets styles = new Stylesheets(scene, appearance);
    appearance.paletteProperty().addListener((_, _, _) -> styles.theme());
    appearance.scaleProperty().addListener((_, _, _) -> styles.size());
    styles.theme();
    styles.size();
  }

  /** Tells the appearance what the system prefers, now and whenever that changes. */
  public static void followSystem(Appearance appearance) {
    Platform.Preferences system = Platform.getPreferences();
    ChangeListener<ColorScheme> listener = (_, _, _) -> appearance.followSystem(themeOf(system));
    system.colorSchemeProperty().addListener(listener);
    appearance.followSystem(themeOf(system));
  }

  private static Theme themeOf(Platform.Preferences system) {
    boolean isHighContrast =
        Boolean.TRUE.equals(system.get("Windows.SPI.HighContrast"))
            || String.valueOf(system.get("GTK.theme_name"))
                .toLowerCase(Locale.ROOT)
                .contains("highcontrast");
    if (isHighContrast) {
      return Theme.HIGH_CONTRAST;
    }
    return system.getColorScheme() == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT;
  }

  private void theme() {
    Palette palette = appearance.paletteProperty().get();
    String base =
        switch (palette.theme()) {
          case LIGHT -> new PrimerLight().getUserAgentStylesheet();
          case DARK, HIGH_CONTRAST -> new PrimerDark().getUserAgentStylesheet();
        };
    scene.setUserAgentStylesheet(base);
    sheets();
  }

  private void sheets() {
    Theme theme = appearance.paletteProperty().get().theme();
    scene.getStylesheets().setAll(List.of(url(theme.stylesheet()), OURS, icons()));
  }

  private void size() {
    double size = TextStyle.BODY.size() * appearance.scaleProperty().get();
    scene.getRoot().setStyle(String.format(Locale.ROOT, "-fx-font-size: %.2fpx;", size));
    sheets();
  }

  /**
   * How large icons are: as text grows, so do they. A size in {@code em} would not: an icon is text
   * in a font of its own, by which it would be measured.
   */
  private String icons() {
    double scale = appearance.scaleProperty().get();
    StringBuilder sheet = new StringBuilder();
    ICONS.forEach(
        (selector, size) ->
            sheet.append(
                String.format(
                    Locale.ROOT, "%s { -fx-icon-size: %.2fpx; }%n", selector, size * scale)));
    byte[] bytes = sheet.toString().getBytes(StandardCharsets.UTF_8);
    return "data:text/css;base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static String url(String resource) {
    URL url = Stylesheets.class.getResource(resource);
    return Objects.requireNonNull(url, resource).toExternalForm();
  }
}
