package dev.stallscope.ui.control;

import java.util.stream.IntStream;
import javafx.collections.ObservableListBase;

/**
 * The numbers of rows from 0 on as items of a list, without a place in memory for each. They become
 * more and fewer in place, since a list that is given other items makes all of its cells anew and
 * forgets where it was scrolled to.
 */
public final class RowItems extends ObservableListBase<Integer> {
  private int size;

  /** From now on there are so many rows. What the others are like has to be drawn again. */
  public void resize(int rows) {
    int before = size;
    size = rows;
    beginChange();
    if (rows > before) {
      nextAdd(before, rows);
    } else if (rows < before) {
      nextRemove(rows, IntStream.range(rows, before).boxed().toList());
    }
    endChange();
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
