package dev.stallscope.time;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToLongFunction;

/** Finds places in what is in the order of a number, most often a time. */
public final class Ascending {
  private Ascending() {}

  /** Index of the first whose number is greater than {@code value}; the size where none is. */
  public static <T> int firstAbove(List<T> list, ToLongFunction<? super T> number, long value) {
    int low = 0;
    int high = list.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (number.applyAsLong(list.get(middle)) > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * The first index that something holds for; the size where there is none.
   *
   * @param holds for no index, or from one on for all
   */
  public static int first(int size, IntPredicate holds) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
