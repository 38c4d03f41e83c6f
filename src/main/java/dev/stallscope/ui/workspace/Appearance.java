package dev.stallscope.ui.workspace;

import dev.stallscope.chart.Palette;
import dev.stallscope.chart.Theme;
import java.util.Optional;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The theme and the size of text. Without a choice the theme is that of the system. */
public final class Appearance {
  /** The smallest and largest text that the layout is made for. */
  public static final double MIN_SCALE = 0.8;

  public static final double MAX_SCALE = 2.0;

  private static final double STEP = 0.1;
  private static final String THEME_KEY = "theme";
  private static final String SCALE_KEY = "font-scale";

  private final Settings settings;
  private final ReadOnlyObjectWrapper<@Nullable Theme> choice = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Palette> palette =
      new ReadOnlyObjectWrapper<>(Palette.of(Theme.LIGHT));
  private final ReadOnlyDoubleWrapper scale = new ReadOnlyDoubleWrapper(1);
  private final ReadOnlyDoubleWrapper chartPixels = new ReadOnlyDoubleWrapper(1);
  private Theme system = Theme.LIGHT;

  Appearance(Settings settings) {
    this.settings = settings;
    choice.set(settings.text(THEME_KEY).flatMap(Appearance::theme).orElse(null));
    settings.number(SCALE_KEY).ifPresent(kept -> scale.set(bounded(kept)));
    resolve();
  }

  /** What the user chose, or null to follow the system. */
  public ReadOnlyObjectProperty<@Nullable Theme> choiceProperty() {
    return choice.getReadOnlyProperty();
  }

  /** The colours in use; charts paint with them. */
  public ReadOnlyObjectProperty<Palette> paletteProperty() {
    return palette.getReadOnlyProperty();
  }

  public Theme theme() {
    return palette.get().theme();
  }

  /** How much larger than designed text is, 1 by default. */
  public ReadOnlyDoubleProperty scaleProperty() {
    return scale.getReadOnlyProperty();
  }

  /** How many pixels charts are drawn with for each logical one; more than 1 for a picture. */
  public ReadOnlyDoubleProperty chartPixelsProperty() {
    return chartPixels.getReadOnlyProperty();
  }

  /** Has charts drawn with so many pixels for each logical one, from the next pulse on. */
  public void chartPixels(double pixels) {
    chartPixels.set(pixels);
  }

  /** Chooses a theme, or null to follow the system. */
  public void choose(@Nullable Theme theme) {
    choice.set(theme);
    settings.put(THEME_KEY, theme == null ? "" : theme.id());
    resolve();
  }

  /** Hears what the system prefers. */
  public void followSystem(Theme theme) {
    system = theme;
    resolve();
  }

  public void enlarge() {
    scale(scale.get() + STEP);
  }

  public void reduce() {
    scale(scale.get() - STEP);
  }

  public void resetScale() {
    scale(1);
  }

  private void scale(double wanted) {
    scale.set(bounded(Math.round(wanted / STEP) * STEP));
    settings.put(SCALE_KEY, scale.get());
  }

  private static double bounded(double wanted) {
    return Math.clamp(wanted, MIN_SCALE, MAX_SCALE);
  }

  private void resolve() {
    Theme chosen = choice.get();
    palette.set(Palette.of(chosen == null ? system : chosen));
  }

  private static Optional<Theme> theme(String id) {
    for (Theme theme : Theme.values()) {
      if (theme.id().equals(id)) {
        return Optional.of(theme);
      }
    }
    return Optional.empty();
  }
}
