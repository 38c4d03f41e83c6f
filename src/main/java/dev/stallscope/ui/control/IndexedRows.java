package dev.stallscope.ui.control;

import java.util.Arrays;
import java.util.function.IntFunction;
import javafx.collections.ObservableListBase;

/**
 * Rows of a table that are made when they are shown: ids in an order, and what makes a row of an
 * id. Never changes; another order is another object.
 */
public final class IndexedRows<R> extends ObservableListBase<R> {
  private final int[] ids;
  private final IntFunction<R> row;

  private IndexedRows(int[] ids, IntFunction<R> row) {
    this.ids = ids;
    this.row = row;
  }

  /**
   * Rows in an order.
   *
   * @param ids lent, not to be changed any more
   * @param row makes the row of an id; asked again whenever it is needed
   */
  public static <R> IndexedRows<R> of(int[] ids, IntFunction<R> row) {
    return new IndexedRows<>(ids, row);
  }

  public static <R> IndexedRows<R> none() {
    return new IndexedRows<>(
        new int[0],
        _ -> {
          throw new IllegalStateException("there are no rows");
        });
  }

  @Override
  public R get(int index) {
    return row.apply(ids[index]);
  }

  @Override
  public int size() {
    return ids.length;
  }

  public int id(int index) {
    return ids[index];
  }

  /** Where the row of an id is, or -1. */
  public int indexOfId(int id) {
    for (int index = 0; index < ids.length; index++) {
      if (ids[index] == id) {
        return index;
      }
    }
    return -1;
  }

  /** A copy of all ids in their order. */
  public int[] ids() {
    return ids.clone();
  }

  /** Two lists are the same only if they are one object: comparing them would make every row. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }
}
