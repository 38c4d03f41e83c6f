package dev.stallscope.ui.window;

import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.ui.control.FxTextMeter;
import dev.stallscope.ui.workspace.Appearance;
import java.util.Locale;
import javafx.application.Platform;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/**
 * The titles of tabs, all of them whole: where larger text leaves too little room for that, they
 * grow less than the rest.
 */
final class TabTitles {
  /** Around a title, in its size of text. */
  private static final double SPACE = 2.3;

  /** For the menu of the tabs, which appears where there is less, in the size of other text. */
  private static final double MENU = 2.6;

  /** No smaller than this part of the rest: what has no room then is in the menu of the tabs. */
  private static final double LEAST = 0.55;

  private final TabPane tabs;
  private final Appearance appearance;

  private TabTitles(TabPane tabs, Appearance appearance) {
    this.tabs = tabs;
    this.appearance = appearance;
  }

  /** Fits them whenever room or text change. */
  static void keepWhole(TabPane tabs, Appearance appearance) {
    TabTitles titles = new TabTitles(tabs, appearance);
    // a title that changes while its line is laid out would have the height of the one before
    tabs.widthProperty().addListener((_, _, _) -> Platform.runLater(titles::fit));
    appearance.scaleProperty().addListener((_, _, _) -> Platform.runLater(titles::fit));
  }

  private void fit() {
    TextMeter meter = new FxTextMeter(appearance.scaleProperty().get());
    double size = TextStyle.BODY.size() * meter.scale();
    double needed =
        tabs.getTabs().stream()
            .mapToDouble(tab -> meter.width(tab.getText(), TextStyle.BODY) + SPACE * size)
            .sum();
    double part = needed <= 0 ? 1 : Math.clamp((tabs.getWidth() - MENU * size) / needed, LEAST, 1);
    String style =
        part == 1 ? "" : String.format(Locale.ROOT, "-fx-font-size: %.2fpx;", part * size);
    for (Tab tab : tabs.getTabs()) {
      tab.setStyle(style);
    }
  }
}
