package dev.stallscope.ui.waterfall;

import dev.stallscope.ui.text.Texts;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/** Which columns there are besides the usual ones, and what rows are sorted by, shown or not. */
final class ColumnMenu {
  private final RowChoice choice;
  private final ContextMenu menu = new ContextMenu();

  ColumnMenu(RowChoice choice) {
    this.choice = choice;
    Menu order = new Menu(Texts.of("waterfall.order"));
    order.setId("columns-order");
    RowColumn.optional().forEach(column -> menu.getItems().add(tick(column)));
    menu.getItems().add(order);
    menu.setOnShowing(_ -> fill(order));
    menu.setId("waterfall-columns-menu");
    fill(order);
  }

  void show(Node owner, double screenX, double screenY) {
    menu.show(owner, screenX, screenY);
  }

  /** Shows it below a node. */
  void showBelow(Node owner) {
    menu.show(owner, Side.BOTTOM, 0, 2);
  }

  private CheckMenuItem tick(RowColumn column) {
    CheckMenuItem item = new CheckMenuItem(column.title());
    item.setId("column-" + column.id());
    item.setSelected(choice.columnsProperty().get().contains(column));
    item.setOnAction(_ -> choice.toggle(column));
    choice
        .columnsProperty()
        .addListener((_, _, columns) -> item.setSelected(columns.contains(column)));
    return item;
  }

  private void fill(Menu order) {
    ToggleGroup group = new ToggleGroup();
    order.getItems().clear();
    for (RowColumn column : RowColumn.values()) {
      RadioMenuItem item = new RadioMenuItem(column.title());
      item.setId("order-" + column.id());
      item.setToggleGroup(group);
      item.setSelected(choice.orderProperty().get().column() == column);
      item.setOnAction(_ -> choice.sort(column));
      order.getItems().add(item);
    }
    CheckMenuItem reverse = new CheckMenuItem(Texts.of("waterfall.order-reverse"));
    reverse.setSelected(choice.orderProperty().get().isDescending());
    reverse.setOnAction(_ -> choice.sort(choice.orderProperty().get().column()));
    order.getItems().addAll(new SeparatorMenuItem(), reverse);
  }
}
