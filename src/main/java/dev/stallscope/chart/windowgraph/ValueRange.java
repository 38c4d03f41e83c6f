package dev.stallscope.chart.windowgraph;

/**
 * A range of sequence numbers or bytes.
 *
 * @param high greater than {@code low}
 */
public record ValueRange(long low, long high) {
  public ValueRange {
    if (high <= low) {
      throw new IllegalArgumentException("empty range: " + low + ".." + high);
    }
  }

  public long length() {
    return high - low;
  }

  /** The range with {@code value} held in its place and all else nearer to or farther from it. */
  ValueRange zoomed(long value, double factor) {
    long below = Math.round((value - low) / factor);
    long above = Math.round((high - value) / factor);
    return new ValueRange(value - below, Math.max(value - below + 1, value + above));
  }

  /** From 0 to {@code high}, and something above it. */
  static ValueRange fromZero(long high) {
    return new ValueRange(0, high + high / 8 + 1);
  }

  ValueRange union(ValueRange other) {
    return new ValueRange(Math.min(low, other.low), Math.max(high, other.high));
  }

  /** The range and a little above and below it, less than a mark of an axis. */
  ValueRange withMargin() {
    long margin = length() / 20;
    return new ValueRange(low - margin, high + margin);
  }
}
