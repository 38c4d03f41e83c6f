package dev.stallscope.bench;

import dev.stallscope.flow.tcp.StreamConsumer;

/** Counts what reassembly delivers. */
final class ByteCounter implements StreamConsumer {
  private long bytes;

  long bytes() {
    return bytes;
  }

  @Override
  public void bytes(
      byte[] array,
      int offset,
      int length,
      long streamOffset,
      long acknowledgedOffset,
      long epochNanos,
      int packet) {
    bytes += length;
  }

  @Override
  public void gap(
      boolean isCutBySnaplen, long streamOffset, long length, long epochNanos, int packet) {}

  @Override
  public void end(End end, long epochNanos, int packet) {}
}
