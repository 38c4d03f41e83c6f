package dev.stallscope.ui.window;

import dev.stallscope.chart.Theme;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import org.jspecify.annotations.Nullable;

/** The menu bar. */
final class Menus {
  private final Workspace workspace;
  private final MenuBar bar = new MenuBar();

  /**
   * A menu for each group.
   *
   * @param panes titles of those that are together in one menu, or large text would cut the bar
   */
  Menus(Workspace workspace, Map<String, List<Action>> groups, Set<String> panes) {
    this.workspace = workspace;
    Menu together = new Menu(Texts.of("menu.panes"));
    groups.forEach(
        (title, actions) -> {
          Menu menu = new Menu(title);
          actions.forEach(action -> menu.getItems().add(action.menuItem()));
          if (!panes.contains(title)) {
            bar.getMenus().add(menu);
          } else if (together.getItems().add(menu) && together.getItems().size() == 1) {
            bar.getMenus().add(together);
          }
        });
    bar.setId("menu");
  }

  MenuBar node() {
    return bar;
  }

  /** Puts the recent files behind the first item of the menu with this title. */
  void addRecent(String title) {
    Menu recent = new Menu(Texts.of("menu.recent"));
    menu(title).getItems().add(1, recent);
    workspace.recent().files().addListener((ListChangeListener<Path>) _ -> fill(recent));
    fill(recent);
  }

  /** Puts a menu for each pane, by its title, before the last two items of the menu. */
  void addPictures(String title, Map<String, List<Action>> groups) {
    Menu pictures = new Menu(Texts.of("menu.pictures"));
    groups.forEach(
        (pane, actions) -> {
          Menu one = new Menu(pane);
          actions.forEach(action -> one.getItems().add(action.menuItem()));
          pictures.getItems().add(one);
        });
    pictures.setId("menu-pictures");
    List<MenuItem> items = menu(title).getItems();
    items.add(items.size() - 2, pictures);
  }

  /** Puts the themes at the end of the menu with this title. */
  void addThemes(String title) {
    Menu themes = new Menu(Texts.of("menu.theme"));
    ToggleGroup group = new ToggleGroup();
    themes.getItems().add(theme(group, null));
    for (Theme theme : Theme.values()) {
      themes.getItems().add(theme(group, theme));
    }
    menu(title).getItems().add(themes);
  }

  private Menu menu(String title) {
    return bar.getMenus().stream()
        .filter(menu -> menu.getText().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private void fill(Menu recent) {
    recent.getItems().clear();
    for (Path file : workspace.recent().files()) {
      MenuItem item = new MenuItem(file.toString());
      item.setMnemonicParsing(false);
      item.setOnAction(_ -> workspace.take(List.of(file)));
      recent.getItems().add(item);
    }
    recent.setDisable(recent.getItems().isEmpty());
  }

  private RadioMenuItem theme(ToggleGroup group, @Nullable Theme theme) {
    Appearance appearance = workspace.appearance();
    RadioMenuItem item =
        new RadioMenuItem(Texts.of("theme." + (theme == null ? "system" : theme.id())));
    item.setToggleGroup(group);
    item.setSelected(appearance.choiceProperty().get() == theme);
    item.setOnAction(_ -> appearance.choose(theme));
    return item;
  }
}
