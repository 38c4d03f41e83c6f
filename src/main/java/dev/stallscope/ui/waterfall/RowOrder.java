package dev.stallscope.ui.waterfall;

import java.util.Comparator;

/** How rows are sorted. */
public record RowOrder(RowColumn column, boolean isDescending) {
  /** By time. */
  public static final RowOrder BY_START = new RowOrder(ExchangeColumn.START, false);

  /** The order after a click on a column's heading: that column, or its reverse. */
  public RowOrder clicked(RowColumn other) {
    return other.equals(column)
        ? new RowOrder(column, !isDescending)
        : new RowOrder(other, other.isLargestFirst());
  }

  Comparator<Integer> comparator(ExchangeTable table) {
    Comparator<Integer> order = column.order(table);
    return (isDescending ? order.reversed() : order).thenComparing(Comparator.naturalOrder());
  }
}
