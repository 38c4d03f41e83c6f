package dev.stallscope.protocol;

import dev.stallscope.net.Direction;

/** Passes over what comes: a stream that carries no messages, or none that can be read. */
public final class IgnoredStream implements StreamDecoder {
  @Override
  public void bytes(Direction direction, StreamBytes bytes) {}

  @Override
  public void gap(Direction direction, StreamGap gap) {}

  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {}
}
