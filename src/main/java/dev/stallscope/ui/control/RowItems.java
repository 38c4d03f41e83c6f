package dev.stallscope.ui.control;

import javafx.collections.ObservableListBase;

/** The numbers of rows from 0 on as items of a list, without a place in memory for each. */
public final class RowItems extends ObservableListBase<Integer> {
  private final int size;

  public RowItems(int size) {
    this.size = size;
  }

  @Override
  public Integer get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return index;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int indexOf(Object item) {
    return item instanceof Integer row && row >= 0 && row < size ? row : -1;
  }

  @Override
  public boolean contains(Object item) {
    return indexOf(item) >= 0;
  }
}
