package dev.stallscope.ui.control;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table that are made when they are shown: ids in an order, and what makes a row of an
 * id. Never changes; another order is another object.
 */
public final class IndexedRows<R> extends ObservableListBase<R> {
  private final int[] ids;
  private final IntFunction<R> row;
  private final ToIntFunction<@Nullable Object> idOf;

  private IndexedRows(int[] ids, IntFunction<R> row, ToIntFunction<@Nullable Object> idOf) {
    this.ids = ids;
    this.row = row;
    this.idOf = idOf;
  }

  /**
   * Rows in an order.
   *
   * @param ids lent, not to be changed any more
   * @param row makes the row of an id; asked again whenever it is needed
   * @param idOf the id of a row, or -1 of anything else
   */
  public static <R> IndexedRows<R> of(
      int[] ids, IntFunction<R> row, ToIntFunction<@Nullable Object> idOf) {
    return new IndexedRows<>(ids, row, idOf);
  }

  public static <R> IndexedRows<R> none() {
    return new IndexedRows<>(
        new int[0],
        _ -> {
          throw new IllegalStateException("there are no rows");
        },
        _ -> -1);
  }

  @Override
  public R get(int index) {
    return row.apply(ids[index]);
  }

  @Override
  public int size() {
    return ids.length;
  }

  /** A table that is given other rows looks for the selected one: making every row takes long. */
  @Override
  public int indexOf(@Nullable Object item) {
    int id = idOf.applyAsInt(item);
    return id < 0 ? -1 : indexOfId(id);
  }

  @Override
  public int lastIndexOf(@Nullable Object item) {
    return indexOf(item);
  }

  @Override
  public boolean contains(@Nullable Object item) {
    return indexOf(item) >= 0;
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
