package dev.stallscope.report.picture;

import dev.stallscope.chart.TextStyle;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The bundled fonts; the machine's only for letters that those lack. */
final class PictureFonts {
  private static final String FOLDER = "/dev/stallscope/ui/theme/fonts/";
  private static final Font REGULAR = load("InterTabular-Regular.otf");
  private static final Font BOLD = load("InterTabular-Bold.otf");
  private static final Font CODE = load("JetBrainsMono-Regular.ttf");
  private static final Map<Boolean, Font> TEXT = Map.of(false, REGULAR, true, BOLD);

  private PictureFonts() {}

  /** The font that has all letters of a text, in the style's size. */
  static Font of(TextStyle style, String text) {
    Font bundled =
        style.family().equals(TextStyle.CODE_FAMILY)
            ? CODE
            : TEXT.getOrDefault(style.isBold(), REGULAR);
    boolean isBundled = bundled.canDisplayUpTo(text) < 0;
    Font font =
        isBundled ? bundled : new Font(Font.SANS_SERIF, style.isBold() ? Font.BOLD : Font.PLAIN, 1);
    return font.deriveFont((float) style.size());
  }

  private static Font load(String file) {
    try (InputStream in = PictureFonts.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the bundled font " + file + " is missing");
      }
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (FontFormatException e) {
      throw new IllegalStateException("the bundled font " + file + " cannot be used", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
