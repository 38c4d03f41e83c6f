package dev.stallscope.quic;

import dev.stallscope.bytes.VarInt;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;

/**
 * What one endpoint allows the other from the beginning (RFC 9000 section 18.2), and how it
 * acknowledges, in the {@code quic_transport_parameters} extension of its hello: id, length, value,
 * one after the other. What it does not mention is nothing.
 *
 * @param maxDataBytes of all streams together
 * @param ownStreamBytes of each stream that goes both ways and that it opens itself
 * @param peerStreamBytes of each stream that goes both ways and that its peer opens
 * @param oneWayStreamBytes of each stream that only its peer sends on
 * @param maxStreams that go both ways and that its peer may open
 * @param maxOneWayStreams that only its peer sends on
 * @param ackDelayExponent power of two of the microseconds in which it tells how long an
 *     acknowledgment waited
 * @param maxAckDelayNanos how long one waits at most
 */
public record TransportParameters(
    long maxDataBytes,
    long ownStreamBytes,
    long peerStreamBytes,
    long oneWayStreamBytes,
    long maxStreams,
    long maxOneWayStreams,
    int ackDelayExponent,
    long maxAckDelayNanos) {
  /** Nothing is known of it. */
  public static final TransportParameters UNKNOWN =
      new TransportParameters(
          -1, -1, -1, -1, -1, -1, Id.USUAL_EXPONENT, Nanos.ofMillis(Id.USUAL_ACK_DELAY_MILLIS));

  /** Parameters that are read, and what holds where one is not mentioned. */
  private static final class Id {
    static final int FIRST = 0x04;
    static final int ACK_DELAY_EXPONENT = 0x0a;
    static final int MAX_ACK_DELAY = 0x0b;
    static final int LAST = MAX_ACK_DELAY;
    static final int USUAL_EXPONENT = 3;
    static final int USUAL_ACK_DELAY_MILLIS = 25;

    private Id() {}
  }

  /** Larger values are invalid (RFC 9000 section 18.2). */
  private static final int MOST_EXPONENT = 20;

  private static final int MOST_ACK_DELAY_MILLIS = (1 << 14) - 1;

  /** The two lowest bits of a stream's id (RFC 9000 section 2.1). */
  private static final int BY_SERVER = 1;

  private static final int ONE_WAY = 2;

  /** Reads the extension; what is behind something that does not end within it is left out. */
  public static TransportParameters parse(byte[] bytes, int offset, int length) {
    long[] values = new long[Id.LAST - Id.FIRST + 1];
    values[Id.ACK_DELAY_EXPONENT - Id.FIRST] = Id.USUAL_EXPONENT;
    values[Id.MAX_ACK_DELAY - Id.FIRST] = Id.USUAL_ACK_DELAY_MILLIS;
    int end = offset + length;
    int at = offset;
    while (at < end) {
      long id = VarInt.read(bytes, at, end);
      int sizeAt = id < 0 ? end : at + VarInt.length(bytes, at);
      long size = VarInt.read(bytes, sizeAt, end);
      int valueAt = size < 0 ? end : sizeAt + VarInt.length(bytes, sizeAt);
      if (size < 0 || size > end - valueAt) {
        break;
      }
      at = valueAt + (int) size;
      if (id >= Id.FIRST && id <= Id.LAST) {
        values[(int) id - Id.FIRST] = Math.max(0, VarInt.read(bytes, valueAt, at));
      }
    }
    return new TransportParameters(
        values[0],
        values[1],
        values[2],
        values[3],
        values[4],
        values[5],
        (int) Math.min(MOST_EXPONENT, values[Id.ACK_DELAY_EXPONENT - Id.FIRST]),
        Nanos.ofMillis(Math.min(MOST_ACK_DELAY_MILLIS, values[Id.MAX_ACK_DELAY - Id.FIRST])));
  }

  /**
   * How long an acknowledgment waited that says so, no longer than any may.
   *
   * @param delay as the ACK frame tells it
   */
  public long acknowledgmentNanos(long delay) {
    long micros = Math.min(delay, Integer.MAX_VALUE) << ackDelayExponent;
    return Math.min(Nanos.ofMicros(micros), maxAckDelayNanos);
  }

  /** Whether the endpoint was heard. */
  public boolean isKnown() {
    return maxDataBytes >= 0;
  }

  /**
   * How far the peer may go at first on a stream, -1 where that is not known.
   *
   * @param sender which way the peer's bytes go
   */
  public long streamBytes(long stream, Direction sender) {
    if ((stream & ONE_WAY) != 0) {
      return oneWayStreamBytes;
    }
    boolean isByClient = (stream & BY_SERVER) == 0;
    return isByClient == (sender == Direction.CLIENT_TO_SERVER) ? peerStreamBytes : ownStreamBytes;
  }
}
