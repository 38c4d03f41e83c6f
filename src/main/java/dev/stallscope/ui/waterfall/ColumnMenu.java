package dev.stallscope.ui.waterfall;

import dev.stallscope.ui.text.Texts;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  /** A menu must fit on a screen. */
  private static final int MOST_HEADERS = 24;

  private final WaterfallViewModel model;
  private final RowChoice choice;
  private final ContextMenu menu = new ContextMenu();

  ColumnMenu(WaterfallViewModel model) {
    this.model = model;
    choice = model.choice();
    Menu headers = new Menu(Texts.of("waterfall.headers"));
    headers.setId("columns-headers");
    Menu order = new Menu(Texts.of("waterfall.order"));
    order.setId("columns-order");
    for (RowColumn column : ExchangeColumn.optional()) {
      CheckMenuItem tick = tick(column);
      choice.columnsProperty().addListener((_, _, now) -> tick.setSelected(now.contains(column)));
      menu.getItems().add(tick);
    }
    menu.getItems().addAll(new SeparatorMenuItem(), headers, order);
    menu.setOnShowing(
        _ -> {
          fillHeaders(headers);
          fill(order);
        });
    menu.setId("waterfall-columns-menu");
    fillHeaders(headers);
    fill(order);
  }

  /** The fields that are columns, and the most frequent others. */
  private void fillHeaders(Menu headers) {
    List<RowColumn> offered =
        Stream.concat(
                added(),
                model.table().headerNames().stream()
                    .map(HeaderColumn::named)
                    .flatMap(Optional::stream))
            .distinct()
            .limit(MOST_HEADERS)
            .sorted(Comparator.comparing(RowColumn::title))
            .toList();
    headers.getItems().setAll(offered.stream().map(this::tick).toList());
    headers.setDisable(offered.isEmpty());
  }

  /** The fields that are columns. */
  private Stream<RowColumn> added() {
    return choice.columnsProperty().get().stream().filter(HeaderColumn.class::isInstance);
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
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> choice.toggle(column));
    return item;
  }

  private void fill(Menu order) {
    ToggleGroup group = new ToggleGroup();
    order.getItems().clear();
    for (RowColumn column :
        Stream.concat(Arrays.stream(ExchangeColumn.values()), added()).toList()) {
      RadioMenuItem item = new RadioMenuItem(column.title());
      item.setId("order-" + column.id());
      item.setMnemonicParsing(false);
      item.setToggleGroup(group);
      item.setSelected(column.equals(choice.orderProperty().get().column()));
      item.setOnAction(_ -> choice.sort(column));
      order.getItems().add(item);
    }
    CheckMenuItem reverse = new CheckMenuItem(Texts.of("waterfall.order-reverse"));
    reverse.setSelected(choice.orderProperty().get().isDescending());
    reverse.setOnAction(_ -> choice.sort(choice.orderProperty().get().column()));
    order.getItems().addAll(new SeparatorMenuItem(), reverse);
  }
}
