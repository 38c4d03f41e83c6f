package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.ui.control.ChartCell;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;

/** The waterfall's rows as its list shows them. */
record DrawnRows(RowDrawing drawing, RowTexts texts, HoverCard card) implements ChartCell.Rows {
  @Override
  public List<Mark> marks(int row, double width, double height, TextMeter meter) {
    return drawing.row(row, height, meter);
  }

  @Override
  public String spoken(int row) {
    return texts.spoken(row);
  }

  @Override
  public Optional<Supplier<Node>> card(int row) {
    return card.of(row);
  }
}
