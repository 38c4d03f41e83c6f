package dev.stallscope.ui.window;

import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.ui.control.FxTextMeter;
import dev.stallscope.ui.workspace.Appearance;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;

/**
 * The titles of tabs, all of them whole: where larger text leaves too little room for that, they
 * stand closer to each other, then have shorter names, and at last grow less than the rest.
 */
final class TabTitles {
  /** Around a title, in its size of text. */
  private static final double SPACE = 2.3;

  /** The same where there is little room. */
  private static final double CLOSE_SPACE = 1.2;

  private static final String CLOSE = "-fx-padding: 0.3em 0.2em 0.3em 0.2em;";

  /** For the menu of the tabs, which appears where there is less: so many pixels, */
  private static final double MENU = 30;

  /** and so much in the size of other text. */
  private static final double MENU_SPACE = 0.7;

  /** No smaller than this part of the rest: what has no room then is in the menu of the tabs. */
  private static final double LEAST = 0.55;

  private final Map<Tab, PaneSlot> slots = new LinkedHashMap<>();
  private final TabPane tabs;
  private final Appearance appearance;

  TabTitles(TabPane tabs, Appearance appearance) {
    this.tabs = tabs;
    this.appearance = appearance;
    // a title that changes while its line is laid out would have the height of the one before
    tabs.widthProperty().addListener((_, _, _) -> Platform.runLater(this::fit));
    appearance.scaleProperty().addListener((_, _, _) -> Platform.runLater(this::fit));
  }

  /** Adds a tab for a pane, fitted from now on. */
  void add(PaneSlot slot, Tab tab) {
    slots.put(tab, slot);
    tab.setText(slot.title());
    tabs.getTabs().add(tab);
  }

  private void fit() {
    if (tabs.getWidth() <= 0) {
      return;
    }
    TextMeter meter = new FxTextMeter(appearance.scaleProperty().get());
    double size = TextStyle.BODY.size() * meter.scale();
    double room = tabs.getWidth() - MENU - MENU_SPACE * size;
    boolean isClose = needed(PaneSlot::title, SPACE, meter) > room;
    boolean isShort = isClose && needed(PaneSlot::title, CLOSE_SPACE, meter) > room;
    Function<PaneSlot, String> title = isShort ? PaneSlot::shortTitle : PaneSlot::title;
    double part = isShort ? Math.clamp(room / needed(title, CLOSE_SPACE, meter), LEAST, 1) : 1;
    String style =
        String.format(Locale.ROOT, "-fx-font-size: %.2fpx;", part * size) + (isClose ? CLOSE : "");
    slots.forEach(
        (tab, slot) -> {
          tab.setText(title.apply(slot));
          tab.setTooltip(isShort ? new Tooltip(slot.title()) : null);
          tab.setStyle(isClose ? style : "");
        });
  }

  /** What all titles take side by side, pixels. */
  private double needed(Function<PaneSlot, String> title, double space, TextMeter meter) {
    return slots.values().stream()
        .mapToDouble(
            slot ->
                meter.width(title.apply(slot), TextStyle.BODY)
                    + space * TextStyle.BODY.size() * meter.scale())
        .sum();
  }
}
