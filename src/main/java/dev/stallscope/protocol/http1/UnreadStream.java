package dev.stallscope.protocol.http1;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;

/** Passes over what comes. */
final class UnreadStream implements StreamDecoder {
  @Override
  public void bytes(Direction direction, StreamBytes bytes) {}

  @Override
  public void gap(Direction direction, StreamGap gap) {}

  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {}
}
