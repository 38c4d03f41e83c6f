package dev.stallscope.measure;

/**
 * An interval without progress that is long enough to be drawn (STALLS 2.1).
 *
 * @param connection id of the TCP connection, or -1
 * @param exchange id of the exchange that it held up, or -1 where none was open
 * @param lostNanos the avoidable part
 */
public record Stall(
    StallCause cause,
    int connection,
    int exchange,
    long startNanos,
    long endNanos,
    long lostNanos,
    int firstPacket,
    int lastPacket,
    double confidence) {
  public long durationNanos() {
    return endNanos - startNanos;
  }

  /** This and a later one of the same cause as one, with what lies between. */
  public Stall joined(Stall later) {
    return new Stall(
        cause,
        connection,
        exchange,
        startNanos,
        Math.max(endNanos, later.endNanos),
        lostNanos + later.lostNanos,
        firstPacket,
        later.lastPacket,
        Math.min(confidence, later.confidence));
  }
}
