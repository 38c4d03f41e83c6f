package dev.stallscope.time;

import java.util.List;
import java.util.function.ToLongFunction;

/** Finds places in lists that are in the order of a number, most often a time. */
public final class Ascending {
  private Ascending() {}

  /** Index of the first whose number is greater than {@code value}; the size where none is. */
  public static <T> int firstAbove(List<T> list, ToLongFunction<? super T> number, long value) {
    int low = 0;
    int high = list.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (number.applyAsLong(list.get(middle)) <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
