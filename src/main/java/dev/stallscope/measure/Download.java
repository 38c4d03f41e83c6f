package dev.stallscope.measure;

import dev.stallscope.time.Ascending;
import java.util.List;
import java.util.Optional;

/** How an answer arrived: when each sixteenth of its bytes was there. */
public final class Download {
  /** Into how many parts of the same size the bytes are divided. */
  public static final int PARTS = 16;

  private final int exchange;
  private final long[] arrivedNanos;

  /**
   * The arrival of an exchange's answer.
   *
   * @param arrivedNanos when the last byte of each part was captured first, ascending epoch
   *     nanoseconds; copied
   */
  public Download(int exchange, long[] arrivedNanos) {
    if (arrivedNanos.length != PARTS) {
      throw new IllegalArgumentException(arrivedNanos.length + " parts");
    }
    this.exchange = exchange;
    this.arrivedNanos = arrivedNanos.clone();
  }

  /** Id of the exchange. */
  public int exchange() {
    return exchange;
  }

  /**
   * When so many of the parts were there, epoch nanoseconds.
   *
   * @param parts 1 to {@link #PARTS}
   */
  public long arrivedNanos(int parts) {
    return arrivedNanos[parts - 1];
  }

  /** Of many, by exchange, the one of an exchange. */
  static Optional<Download> of(List<Download> ascending, int exchange) {
    int index = Ascending.first(ascending.size(), i -> ascending.get(i).exchange >= exchange);
    return index < ascending.size() && ascending.get(index).exchange == exchange
        ? Optional.of(ascending.get(index))
        : Optional.empty();
  }
}
