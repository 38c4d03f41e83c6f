package dev.stallscope.ui.theme;

import dev.stallscope.chart.TextStyle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/** The bundled fonts, so that the picture is the same on every machine. */
public final class Fonts {
  private static final List<String> FILES =
      List.of("InterTabular-Regular.otf", "InterTabular-Bold.otf", "JetBrainsMono-Regular.ttf");

  static {
    FILES.forEach(Fonts::load);
  }

  private Fonts() {}

  /** Makes the families known to stylesheets; costs nothing the second time. */
  public static void load() {
    // the class initializer has done it
  }

  /** The font of a style, {@code scale} times as large as designed. */
  public static Font of(TextStyle style, double scale) {
    return Font.font(
        style.family(), style.isBold() ? FontWeight.BOLD : FontWeight.NORMAL, style.size() * scale);
  }

  private static void load(String file) {
    try (InputStream in = Fonts.class.getResourceAsStream("fonts/" + file)) {
      if (in == null || Font.loadFont(in, 0) == null) {
        throw new IllegalStateException("the bundled font " + file + " cannot be used");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
