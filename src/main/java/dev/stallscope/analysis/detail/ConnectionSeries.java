package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.ToldStalls;
import dev.stallscope.flow.tcp.TcpReplay;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.Stall;
import dev.stallscope.net.Direction;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the TCP window graph draws of one direction of a connection, read again from the capture.
 * Sequence numbers are relative as in Wireshark: the SYN has 0, the first byte of data 1.
 */
public final class ConnectionSeries {
  private final int connection;
  private final Direction direction;
  private final long initialSequence;
  private final TimedRanges segments = new TimedRanges();
  private final TimedRanges acknowledgments = new TimedRanges();
  private final TimedRanges selectiveAcknowledgments = new TimedRanges();
  private final TimedRanges flight = new TimedRanges();
  private final TimedRanges roundTrips = new TimedRanges();
  private final List<TimeSpan> zeroWindows = new ArrayList<>();
  private final List<Stall> stalls;
  private long zeroSinceNanos = -1;

  private ConnectionSeries(
      int connection, Direction direction, long initialSequence, List<Stall> stalls) {
    this.connection = connection;
    this.direction = direction;
    this.initialSequence = initialSequence;
    this.stalls = stalls;
  }

  /**
   * Reads a connection again; some microseconds for each of its packets.
   *
   * @param direction in which the data flow
   * @throws IOException if a file cannot be read
   */
  public static ConnectionSeries of(OpenCapture capture, int connection, Direction direction)
      throws IOException {
    List<Stall> stalls =
        ToldStalls.of(capture.analysis()).stream()
            .filter(stall -> stall.connection() == connection)
            .toList();
    return of(capture, connection, direction, stalls);
  }

  /** The same with other stalls than those of the connection that findings tell of. */
  public static ConnectionSeries of(
      OpenCapture capture, int connection, Direction direction, List<Stall> stalls)
      throws IOException {
    ConnectionReader reader = new ConnectionReader(capture, connection, Integer.MAX_VALUE);
    ConnectionSeries series =
        new ConnectionSeries(
            connection,
            direction,
            Integer.toUnsignedLong(reader.initialSequence(direction)),
            List.copyOf(stalls));
    reader.trace().ifPresent(series::fill);
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
        roundTrips.add(trace.epochNanos(row), nanos, nanos, trace.packet(row), 0);
      }
    }
    if (zeroSinceNanos >= 0) {
      zeroWindows.add(
          new TimeSpan(zeroSinceNanos, Math.max(zeroSinceNanos, trace.connection().endNanos())));
    }
    segments.trim();
    acknowledgments.trim();
    selectiveAcknowledgments.trim();
    flight.trim();
    roundTrips.trim();
  }

  private void addSegment(TcpTrace trace, int row) {
    if (trace.end(row) > trace.sequence(row)) {
      segments.add(
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
    acknowledgments.add(
        trace.epochNanos(row),
        trace.acknowledgment(row),
        windowEdge,
        trace.packet(row),
        trace.events(row));
    long[] blocks = trace.sackBlocks(row);
    for (int i = 0; i + 1 < blocks.length; i += 2) {
      selectiveAcknowledgments.add(
          trace.epochNanos(row), blocks[i], blocks[i + 1], trace.packet(row), trace.events(row));
    }
  }

  private void addState(TcpTrace trace, int row, long inFlightBytes, long windowBytes) {
    int last = flight.size() - 1;
    if (last < 0 || flight.low(last) != inFlightBytes || flight.high(last) != windowBytes) {
      flight.add(trace.epochNanos(row), inFlightBytes, windowBytes, trace.packet(row), 0);
    }
    boolean isReset = (trace.flags(row) & TcpFlags.RST) != 0;
    boolean isZero = windowBytes == 0 && !isReset;
    if (isZero && zeroSinceNanos < 0) {
      zeroSinceNanos = trace.epochNanos(row);
    } else if (!isZero && zeroSinceNanos >= 0) {
      zeroWindows.add(
          new TimeSpan(zeroSinceNanos, Math.max(zeroSinceNanos, trace.epochNanos(row))));
      zeroSinceNanos = -1;
    }
  }

  public int connection() {
    return connection;
  }

  /** In which the data flow. */
  public Direction direction() {
    return direction;
  }

  /** What to add to a relative sequence number, modulo 2^32, for the one on the wire. */
  public long initialSequence() {
    return initialSequence;
  }

  /**
   * Segments that take room in the sequence space: first sequence number and the one after the
   * last. Their marks say what was sent again; why, the packet index does.
   */
  public TimedRanges segments() {
    return segments;
  }

  /**
   * What the receiver acknowledged, and the right edge of the window it allowed, -1 where that is
   * unknown.
   */
  public TimedRanges acknowledgments() {
    return acknowledgments;
  }

  /** SACK blocks: left and right edge. */
  public TimedRanges selectiveAcknowledgments() {
    return selectiveAcknowledgments;
  }

  /**
   * Bytes in flight and receive window in bytes, the latter -1 where it is unknown; one entry for
   * each change.
   */
  public TimedRanges flight() {
    return flight;
  }

  /** Round-trip samples of the whole path in nanoseconds; both values are the same. */
  public TimedRanges roundTrips() {
    return roundTrips;
  }

  /** When the receiver's window was closed. */
  public List<TimeSpan> zeroWindows() {
    return List.copyOf(zeroWindows);
  }

  /** The connection's stalls, by start. */
  public List<Stall> stalls() {
    return stalls;
  }
}
