package dev.stallscope.ui.waterfall;

import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** What can be done with a row, or all chosen ones, where the mouse is. */
final class RowMenu {
  private final ContextMenu menu = new ContextMenu();

  /**
   * The menu.
   *
   * @param zeroHere calls the time that was pointed at 0
   */
  RowMenu(WaterfallViewModel model, RowActions actions, RowFolding folding, Runnable zeroHere) {
    MenuItem curl = item("copy-curl", actions::copyCurl);
    MenuItem har = item("copy-har", actions::copyHar);
    MenuItem ask = item("ask-again", actions::askAgain);
    MenuItem cause = item("cause", model::selectCause);
    List<MenuItem> ofGroups =
        List.of(
            item("fold", folding::toggleGroup),
            item("fold-all", folding::foldAll),
            item("unfold-all", folding::unfoldAll));
    List<MenuItem> items =
        new ArrayList<>(List.of(curl, har, item("copy-rows", actions::copyText)));
    items.addAll(List.of(item("copy-filter", actions::copyFilter), new SeparatorMenuItem()));
    items.addAll(List.of(ask, cause, item("pin", model::togglePin), new SeparatorMenuItem()));
    items.addAll(
        List.of(
            item("only-host", () -> actions.narrow("host:")),
            item("without-host", () -> actions.narrow("-host:")),
            new SeparatorMenuItem()));
    items.addAll(
        List.of(
            item("zero-here", zeroHere),
            item("zero-start", model::zeroAtStart),
            item("zoom-selected", model::zoomToSelected),
            item("zoom-all", model.axis()::showAll)));
    items.addAll(ofGroups);
    menu.getItems().setAll(items);
    menu.setOnShowing(
        _ -> {
          curl.setDisable(!actions.isRequest());
          har.setDisable(!actions.isRequest());
          ask.setDisable(!actions.isRequest());
          ofGroups.forEach(item -> item.setDisable(!model.rows().hasHeadings()));
        });
  }

  ContextMenu node() {
    return menu;
  }

  private static MenuItem item(String id, Runnable action) {
    MenuItem item = new MenuItem(Texts.of("action.waterfall." + id));
    item.setId("waterfall-" + id);
    item.setOnAction(_ -> action.run());
    return item;
  }
}
