package dev.stallscope.protocol.http3;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.StreamGap;

/** A stream of a type that says nothing about messages, as RFC 9114 section 6.2.3 reserves some. */
final class IgnoredStream implements StreamDecoder {
  @Override
  public void bytes(Direction direction, StreamBytes bytes) {}

  @Override
  public void gap(Direction direction, StreamGap gap) {}

  @Override
  public void end(Direction direction, StreamEnd end, long epochNanos, int packet) {}
}
