package dev.stallscope.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The colours of a theme, read from the stylesheet that the window uses too. */
public final class Palette {
  private static final Pattern DEFINITION =
      Pattern.compile("(-tone-[a-z-]+)\\s*:\\s*#([0-9a-f]{6})\\s*;");
  private static final Map<Theme, Palette> PALETTES = new EnumMap<>(Theme.class);

  static {
    for (Theme theme : Theme.values()) {
      PALETTES.put(theme, read(theme));
    }
  }

  private final Theme theme;
  private final int[] colours = new int[Tone.values().length];

  private Palette(Theme theme) {
    this.theme = theme;
  }

  public static Palette of(Theme theme) {
    Palette palette = PALETTES.get(theme);
    if (palette == null) {
      throw new IllegalStateException("no palette for " + theme);
    }
    return palette;
  }

  public Theme theme() {
    return theme;
  }

  /** The colour as 0xRRGGBB. */
  public int rgb(Tone tone) {
    return colours[tone.ordinal()];
  }

  /** The colour as CSS and SVG write it: {@code #1f6feb}. */
  public String hex(Tone tone) {
    return "#%06x".formatted(rgb(tone));
  }

  private static Palette read(Theme theme) {
    Map<String, Integer> defined = new HashMap<>();
    Matcher matcher = DEFINITION.matcher(text(theme.stylesheet()));
    while (matcher.find()) {
      defined.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
    }
    Palette palette = new Palette(theme);
    Arrays.setAll(
        palette.colours,
        i -> {
          Integer rgb = defined.get(Tone.values()[i].cssName());
          if (rgb == null) {
            throw new IllegalStateException(theme.stylesheet() + " lacks " + Tone.values()[i]);
          }
          return rgb;
        });
    return palette;
  }

  private static String text(String resource) {
    try (InputStream in = Palette.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
