package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.PacketMarks;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the window graph draws of one direction of a connection, read again from the capture.
 * Sequence numbers of TCP are relative as in Wireshark: the SYN has 0, the first byte of data 1.
 */
public final class ConnectionSeries {
  private final int connection;
  private final Direction direction;
  private final Numbers numbers;
  private final long initialSequence;
  private final PacketIndex index;
  private final TimedRanges segments = new TimedRanges();
  private final TimedRanges acknowledgments = new TimedRanges();
  private final TimedRanges selectiveAcknowledgments = new TimedRanges();
  private final TimedRanges flight = new TimedRanges();
  private final TimedRanges roundTrips = new TimedRanges();
  private final List<TimeSpan> zeroWindows = new ArrayList<>();
  private final List<LostTime> lost;

  /** What a connection's data are numbered by. */
  public enum Numbers {
    /** The bytes of a stream that is delivered in order. */
    STREAM_BYTES,
    /** The packets that one side sent, each with a number of its own. */
    PACKETS,
    /** Nothing that can be read: the bytes of all datagrams are counted. */
    DATAGRAM_BYTES
  }

  ConnectionSeries(
      OpenCapture capture,
      int connection,
      Direction direction,
      Numbers numbers,
      long initialSequence,
      List<LostTime> lost) {
    this.connection = connection;
    this.direction = direction;
    this.numbers = numbers;
    this.initialSequence = initialSequence;
    this.lost = List.copyOf(lost);
    index = capture.index();
  }

  /**
   * Reads a connection again; some microseconds for each of its packets.
   *
   * @param direction in which the data flow
   * @throws IOException if a file cannot be read
   */
  public static ConnectionSeries of(OpenCapture capture, int connection, Direction direction)
      throws IOException {
    return of(
        capture, connection, direction, capture.analysis().lostTimes().ofConnection(connection));
  }

  /** The same with other time lost on the connection than what all findings call so. */
  public static ConnectionSeries of(
      OpenCapture capture, int connection, Direction direction, List<LostTime> lost)
      throws IOException {
    return capture.analysis().measurements().isTcp(connection)
        ? TcpSeries.of(capture, connection, direction, lost)
        : DatagramSeries.of(capture, connection, direction, lost);
  }

  void trim() {
    segments.trim();
    acknowledgments.trim();
    selectiveAcknowledgments.trim();
    flight.trim();
    roundTrips.trim();
  }

  /** Notes what is in flight and what may be, where either has changed. */
  void flight(long epochNanos, long inFlightBytes, long windowBytes, int packet) {
    int last = flight.size() - 1;
    if (last < 0 || flight.low(last) != inFlightBytes || flight.high(last) != windowBytes) {
      flight.add(epochNanos, inFlightBytes, windowBytes, packet, 0);
    }
  }

  /** The receiver took nothing for a time. */
  void closed(TimeSpan time) {
    zeroWindows.add(time);
  }

  /** What the values of segments and acknowledgments are. */
  public Numbers numbers() {
    return numbers;
  }

  /** What was found of a segment. */
  public PacketMarks marks(int segment) {
    return numbers == Numbers.STREAM_BYTES
        ? PacketMarks.of(index, segments.packet(segment))
        : new PacketMarks(segments.marks(segment), RetransmissionCause.NONE);
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
   * Segments, or packets, that take room among the numbers: the first number and the one after the
   * last. What is to be said of them is in their {@link #marks}.
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

  /** What was lost on the connection, by start. */
  public List<LostTime> lost() {
    return lost;
  }
}
