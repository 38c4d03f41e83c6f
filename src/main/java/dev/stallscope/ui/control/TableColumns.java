package dev.stallscope.ui.control;

import dev.stallscope.report.Printable;
import dev.stallscope.ui.text.Texts;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

/**
 * Columns of text, whatever is in it, and of numbers. A column's title is {@code <prefix>.<id>} in
 * the bundle and its explanation {@code <prefix>.<id>.help}.
 */
public final class TableColumns<R> {
  /** Rows of 23 pixels at the usual size of text. */
  private static final double ROW_HEIGHT = 23;

  private static final double SCROLL_BAR = 16;

  private final TableView<R> table;
  private final String prefix;
  private final ObservableValue<? extends Number> scale;

  /**
   * Columns of a table.
   *
   * @param scale how much larger than designed text is: columns are as much wider
   */
  public TableColumns(TableView<R> table, String prefix, ObservableValue<? extends Number> scale) {
    this.table = table;
    this.prefix = prefix;
    this.scale = scale;
  }

  /** A table whose rows are as high as the text asks for. */
  public static <R> TableView<R> table(
      String id, ObservableValue<? extends Number> scale, String accessibleText) {
    TableView<R> table = new TableView<>();
    table.setId(id);
    table.setAccessibleText(accessibleText);
    table.fixedCellSizeProperty().bind(scale.map(factor -> rowHeight(factor.doubleValue())));
    return table;
  }

  /** How high a row of text is where text is so much larger than designed. */
  public static double rowHeight(double scale) {
    return ROW_HEIGHT * scale;
  }

  /** Adds a column of text. */
  public TableColumn<R, String> text(String id, double width, Function<R, String> text) {
    return add(id, width, row -> new ReadOnlyStringWrapper(text.apply(row)));
  }

  /** Adds a column of numbers with their units, aligned at the right. */
  public TableColumn<R, String> number(String id, double width, Function<R, String> text) {
    TableColumn<R, String> column = text(id, width, text);
    column.getStyleClass().add("number-column");
    return column;
  }

  /** Adds a column of text that comes later. */
  public TableColumn<R, String> add(
      String id, double width, Function<R, ObservableValue<String>> text) {
    TableColumn<R, String> column = new TableColumn<>(Texts.of(prefix + "." + id));
    column.setId(id);
    column.prefWidthProperty().bind(scale.map(factor -> width * factor.doubleValue()));
    column.setReorderable(false);
    column.setCellValueFactory(features -> text.apply(features.getValue()));
    column.setCellFactory(_ -> new PlainCell<>());
    table.getColumns().add(column);
    return column;
  }

  /** Lets columns share what is left of the table's width. */
  @SafeVarargs
  public final void fill(TableColumn<R, ?>... columns) {
    double now = scale.getValue().doubleValue();
    double wanted = table.getColumns().stream().mapToDouble(TableColumn::getPrefWidth).sum() / now;
    for (TableColumn<R, ?> column : columns) {
      double own = column.getPrefWidth() / now;
      column
          .prefWidthProperty()
          .bind(
              Bindings.createDoubleBinding(
                  () -> {
                    double factor = scale.getValue().doubleValue();
                    double left = table.getWidth() - SCROLL_BAR - wanted * factor;
                    return own * factor + Math.max(0, left) / columns.length;
                  },
                  table.widthProperty(),
                  scale));
    }
  }

  /** Text from the wire on one line; all of it is in the tooltip where it is cut. */
  private static final class PlainCell<R> extends TableCell<R, String> {
    private final Tooltip whole = new Tooltip();

    PlainCell() {
      whole.textProperty().bind(textProperty());
      tooltipProperty().bind(textTruncatedProperty().map(isCut -> isCut ? whole : null));
    }

    @Override
    protected void updateItem(String text, boolean isEmpty) {
      super.updateItem(text, isEmpty);
      setText(isEmpty || text == null ? "" : Printable.of(text));
    }
  }
}
