package dev.stallscope.ui.control;

import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableDoubleValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;

/**
 * Rows that are all as high, of a list or a table.
 *
 * @param height of one, pixels
 * @param size how many there are
 * @param chosen the selected one, or -1
 * @param scrollTo puts one at the top
 */
record Rows(
    Control control,
    ObservableDoubleValue height,
    ObservableValue<Boolean> isEmpty,
    IntSupplier size,
    IntSupplier chosen,
    IntConsumer scrollTo) {
  static Rows of(ListView<?> list) {
    return new Rows(
        list,
        list.fixedCellSizeProperty(),
        list.itemsProperty().flatMap(Bindings::isEmpty),
        () -> list.getItems().size(),
        list.getSelectionModel()::getSelectedIndex,
        list::scrollTo);
  }

  static Rows of(TableView<?> table) {
    return new Rows(
        table,
        table.fixedCellSizeProperty(),
        table.itemsProperty().flatMap(Bindings::isEmpty),
        () -> table.getItems().size(),
        table.getSelectionModel()::getSelectedIndex,
        table::scrollTo);
  }

  /** What the headings of columns and a scroll bar below the rows take, pixels. */
  double around() {
    return taken(".column-header-background") + taken(".scroll-bar:horizontal");
  }

  private double taken(String part) {
    Node node = control.lookup(part);
    return node instanceof Region region && region.isVisible() ? region.prefHeight(-1) : 0;
  }
}
