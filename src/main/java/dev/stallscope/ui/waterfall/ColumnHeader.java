package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;

/** The headings of the columns, which sort, and the ruler of the time axis. */
final class ColumnHeader extends Region {
  private static final double HEIGHT = 24;

  private final WaterfallViewModel model;
  private final Supplier<WaterfallColumns> columns;
  private final Map<SortColumn, Button> headings = new EnumMap<>(SortColumn.class);
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
    for (SortColumn column : SortColumn.values()) {
      Button heading = new Button();
      heading.setId("sort-" + column.id());
      heading.getStyleClass().setAll("column-heading");
      heading.setFocusTraversable(false);
      heading.setOnAction(_ -> model.choice().sort(column));
      headings.put(column, heading);
      getChildren().add(heading);
    }
    model.choice().orderProperty().addListener((_, _, _) -> showOrder());
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
    place(SortColumn.START, 0, now.startRight(), HPos.RIGHT);
    place(SortColumn.LABEL, now.labelLeft(), now.labelRight(), HPos.LEFT);
    place(SortColumn.STATUS, now.labelRight(), now.statusRight(), HPos.RIGHT);
    place(SortColumn.SIZE, now.statusRight(), now.sizeRight(), HPos.RIGHT);
    double before = now.sizeRight() > 0 ? now.sizeRight() : now.statusRight();
    place(SortColumn.DURATION, before, now.durationRight(), HPos.RIGHT);
  }

  private void place(SortColumn column, double from, double to, HPos side) {
    Button heading = headings.get(column);
    if (heading != null) {
      heading.setVisible(to > from);
      layoutInArea(heading, from, 0, Math.max(0, to - from), getHeight(), 0, side, VPos.CENTER);
    }
  }
}
