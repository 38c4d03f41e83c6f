package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final Set<Tone> GROUNDS =
      EnumSet.of(Tone.BACKGROUND, Tone.PANEL, Tone.RAISED, Tone.SELECTION);

  @Test
  void coloursAreThoseOfTheStylesheet() {
    assertThat(Palette.of(Theme.LIGHT).hex(Tone.WAIT)).isEqualTo("#23934a");
    assertThat(Palette.of(Theme.DARK).rgb(Tone.GRAPH_LOST)).isEqualTo(0xff4d4f);
  }

  @Test
  void textIsReadableOnEveryGround() {
    for (Theme theme : Theme.values()) {
      double least = theme == Theme.HIGH_CONTRAST ? 7 : 4.5;
      for (Tone ground : GROUNDS) {
        assertContrast(theme, Tone.TEXT, ground, least);
        assertContrast(theme, Tone.DIM, ground, theme == Theme.HIGH_CONTRAST ? 7 : 4.3);
      }
    }
  }

  @Test
  void nothingFallsBelowSevenToOneInHighContrast() {
    for (Tone tone : EnumSet.complementOf(EnumSet.copyOf(GROUNDS))) {
      if (tone != Tone.LINE && tone != Tone.ON_PALE) {
        assertContrast(Theme.HIGH_CONTRAST, tone, Tone.PANEL, 7);
      }
    }
  }

  @Test
  void barsStandOutFromTheirPanel() {
    for (Theme theme : Theme.values()) {
      for (Tone tone : EnumSet.range(Tone.DNS, Tone.RECEIVE)) {
        assertContrast(theme, tone, Tone.PANEL, 3);
      }
    }
  }

  @Test
  void whatIsWrittenOnABarCanBeRead() {
    for (Theme theme : Theme.values()) {
      double least = theme == Theme.HIGH_CONTRAST ? 7 : 3.9;
      for (Tone tone : EnumSet.range(Tone.DNS, Tone.RECEIVE)) {
        assertContrast(theme, tone.inside(), tone, least);
      }
      for (Tone tone : EnumSet.of(Tone.BLOCKED, Tone.INFO, Tone.STALL)) {
        assertContrast(theme, tone.inside(), tone, least);
      }
    }
  }

  private static void assertContrast(Theme theme, Tone ink, Tone ground, double least) {
    Palette palette = Palette.of(theme);
    double a = luminance(palette.rgb(ink));
    double b = luminance(palette.rgb(ground));
    assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05))
        .as("%s on %s in %s", ink, ground, theme)
        .isGreaterThanOrEqualTo(least);
  }

  /** Relative luminance as WCAG 2.2 defines it. */
  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 0xff)
        + 0.7152 * linear(rgb >> 8 & 0xff)
        + 0.0722 * linear(rgb & 0xff);
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
