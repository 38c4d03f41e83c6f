package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/** The headings of the columns, which sort, and the ruler of the time axis. */
final class ColumnHeader extends Region {
  private static final double HEIGHT = 24;

  /** Between a column and the text of the next. */
  private static final double GAP = 10;

  private final WaterfallViewModel model;
  private final Supplier<WaterfallColumns> columns;
  private final Map<RowColumn, Button> headings = new EnumMap<>(RowColumn.class);
  private final ChartCanvas ruler;
  private final Appearance appearance;

  ColumnHeader(
      WaterfallViewModel model,
      RowDrawing drawing,
      Supplier<WaterfallColumns> columns,
      Appearance appearance) {
    this.model = model;
    this.columns = columns;
    this.appearance = appearance;
    ruler = new ChartCanvas(appearance, (_, height, meter) -> drawing.ruler(height, meter));
    ruler.setManaged(false);
    getChildren().add(ruler);
    getStyleClass().add("column-header");
    for (RowColumn column : RowColumn.values()) {
      Button heading = new Button();
      heading.setId("sort-" + column.id());
      heading.getStyleClass().setAll("column-heading");
      heading.setFocusTraversable(false);
      heading.setOnAction(_ -> model.choice().sort(column));
      heading.setTooltip(new Tooltip(column.explanation()));
      headings.put(column, heading);
      getChildren().add(heading);
    }
    model.choice().orderProperty().addListener((_, _, _) -> showOrder());
    showOrder();
    ColumnMenu menu = new ColumnMenu(model.choice());
    setOnContextMenuRequested(event -> menu.show(this, event.getScreenX(), event.getScreenY()));
  }

  /** Draws and places everything again. */
  void redraw() {
    ruler.redraw();
    requestLayout();
  }

  private void showOrder() {
    RowOrder order = model.choice().orderProperty().get();
    headings.forEach(
        (column, heading) -> {
          String arrow = order.isDescending() ? " ↓" : " ↑";
          heading.setText(column.title() + (column == order.column() ? arrow : ""));
          heading.setAccessibleText(Texts.of("waterfall.sort-by", column.title()));
        });
  }

  @Override
  protected double computePrefHeight(double width) {
    return HEIGHT * appearance.scaleProperty().get();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    WaterfallColumns now = columns.get();
    ruler.resizeRelocate(0, 0, getWidth(), getHeight() - 1);
    place(RowColumn.START, 0, now.startRight(), HPos.RIGHT);
    place(RowColumn.LABEL, now.labelLeft(), now.labelRight(), HPos.LEFT);
    place(RowColumn.STATUS, now.labelRight(), now.statusRight(), HPos.RIGHT);
    double before = placeExtras(now);
    place(RowColumn.SIZE, before, now.sizeRight(), HPos.RIGHT);
    place(RowColumn.DURATION, Math.max(before, now.sizeRight()), now.durationRight(), HPos.RIGHT);
  }

  /** Places the columns that were added; returns where the last one ends. */
  private double placeExtras(WaterfallColumns now) {
    List<RowColumn> added = model.choice().columnsProperty().get();
    RowColumn.optional().forEach(column -> place(column, 0, 0, HPos.LEFT));
    double before = now.statusRight();
    for (int i = 0; i < Math.min(now.extras().size(), added.size()); i++) {
      WaterfallColumns.Place place = now.extras().get(i);
      boolean isText = place.extra().isText();
      double left = isText ? place.left() + GAP * appearance.scaleProperty().get() : place.left();
      place(added.get(i), left, place.right(), isText ? HPos.LEFT : HPos.RIGHT);
      before = place.right();
    }
    return before;
  }

  private void place(RowColumn column, double from, double to, HPos side) {
    Button heading = headings.get(column);
    if (heading != null) {
      heading.setVisible(to > from);
      layoutInArea(heading, from, 0, Math.max(0, to - from), getHeight(), 0, side, VPos.CENTER);
    }
  }
}
