package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.flow.tcp.TcpReplay;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.util.List;

/** Reads the series of a TCP connection. */
final class TcpSeries {
  private final Direction direction;
  private final ConnectionSeries series;
  private long zeroSinceNanos = -1;

  private TcpSeries(Direction direction, ConnectionSeries series) {
    this.direction = direction;
    this.series = series;
  }

  /**
   * Reads a connection again.
   *
   * @throws IOException if a file cannot be read
   */
  static ConnectionSeries of(
      OpenCapture capture, int connection, Direction direction, List<LostTime> lost)
      throws IOException {
    ConnectionReader reader = new ConnectionReader(capture, connection, Integer.MAX_VALUE);
    ConnectionSeries series =
        new ConnectionSeries(
            capture,
            connection,
            direction,
            ConnectionSeries.Numbers.STREAM_BYTES,
            Integer.toUnsignedLong(reader.initialSequence(direction)),
            lost);
    reader.trace().ifPresent(new TcpSeries(direction, series)::fill);
    series.trim();
    return series;
  }

  private void fill(TcpTrace trace) {
    TcpReplay replay = trace.replay();
    while (replay.next()) {
      int row = replay.row();
      if (trace.direction(row) == direction) {
        addSegment(trace, row);
      } else {
        addAcknowledgment(trace, row, replay.windowEdge(direction));
      }
      addState(trace, row, replay.inFlightBytes(direction), replay.windowBytes(direction));
      if (trace.roundTripNanos(row) >= 0) {
        long nanos = trace.roundTripNanos(row);
        series.roundTrips().add(trace.epochNanos(row), nanos, nanos, trace.packet(row), 0);
      }
    }
    if (zeroSinceNanos >= 0) {
      series.closed(
          new TimeSpan(zeroSinceNanos, Math.max(zeroSinceNanos, trace.connection().endNanos())));
    }
  }

  private void addSegment(TcpTrace trace, int row) {
    if (trace.end(row) > trace.sequence(row)) {
      series
          .segments()
          .add(
              trace.epochNanos(row),
              trace.sequence(row),
              trace.end(row),
              trace.packet(row),
              trace.events(row));
    }
  }

  private void addAcknowledgment(TcpTrace trace, int row, long windowEdge) {
    boolean isReset = (trace.flags(row) & TcpFlags.RST) != 0;
    if (trace.acknowledgment(row) < 0 || isReset) {
      return; // a RST often carries a number from elsewhere
    }
    series
        .acknowledgments()
        .add(
            trace.epochNanos(row),
            trace.acknowledgment(row),
            windowEdge,
            trace.packet(row),
            trace.events(row));
    long[] blocks = trace.sackBlocks(row);
    for (int i = 0; i + 1 < blocks.length; i += 2) {
      series
          .selectiveAcknowledgments()
          .add(
              trace.epochNanos(row),
              blocks[i],
              blocks[i + 1],
              trace.packet(row),
              trace.events(row));
    }
  }

  private void addState(TcpTrace trace, int row, long inFlightBytes, long windowBytes) {
    series.flight(trace.epochNanos(row), inFlightBytes, windowBytes, trace.packet(row));
    boolean isReset = (trace.flags(row) & TcpFlags.RST) != 0;
    boolean isZero = windowBytes == 0 && !isReset;
    if (isZero && zeroSinceNanos < 0) {
      zeroSinceNanos = trace.epochNanos(row);
    } else if (!isZero && zeroSinceNanos >= 0) {
      series.closed(new TimeSpan(zeroSinceNanos, Math.max(zeroSinceNanos, trace.epochNanos(row))));
      zeroSinceNanos = -1;
    }
  }
}
