package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.Arrays;
import java.util.HashMap;
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
  /** At the designed size of text. */
  static final double HEIGHT = 24;

  /** Between a column and the text of the next. */
  private static final double GAP = 10;

  private final WaterfallViewModel model;
  private final Supplier<WaterfallColumns> columns;
  private final Map<RowColumn, Button> headings = new HashMap<>();
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
    Arrays.stream(ExchangeColumn.values()).forEach(this::addHeading);
    model.choice().columnsProperty().addListener((_, _, now) -> now.forEach(this::addHeading));
    model.choice().columnsProperty().get().forEach(this::addHeading);
    model.choice().orderProperty().addListener((_, _, _) -> showOrder());
    showOrder();
    ColumnMenu menu = new ColumnMenu(model);
    setOnContextMenuRequested(event -> menu.show(this, event.getScreenX(), event.getScreenY()));
  }

  private void addHeading(RowColumn column) {
    if (headings.containsKey(column)) {
      return;
    }
    Button heading = new Button();
    heading.setId("sort-" + column.id());
    heading.getStyleClass().setAll("column-heading");
    heading.setFocusTraversable(false);
    heading.setOnAction(_ -> model.choice().sort(column));
    heading.setTooltip(new Tooltip(column.explanation()));
    headings.put(column, heading);
    getChildren().add(heading);
    showOrder();
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
          heading.setText(column.title() + (column.equals(order.column()) ? arrow : ""));
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
    headings.values().forEach(heading -> heading.setVisible(false));
    ruler.resizeRelocate(0, 0, getWidth(), getHeight() - 1);
    place(ExchangeColumn.START, 0, now.startRight(), HPos.RIGHT);
    place(ExchangeColumn.LABEL, now.labelLeft(), now.labelRight(), HPos.LEFT);
    place(ExchangeColumn.STATUS, now.labelRight(), now.statusRight(), HPos.RIGHT);
    double before = placeExtras(now);
    place(ExchangeColumn.SIZE, before, now.sizeRight(), HPos.RIGHT);
    place(
        ExchangeColumn.DURATION,
        Math.max(before, now.sizeRight()),
        now.durationRight(),
        HPos.RIGHT);
  }

  /** Places the columns that were added; returns where the last one ends. */
  private double placeExtras(WaterfallColumns now) {
    List<RowColumn> added = model.choice().columnsProperty().get();
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
