package dev.stallscope.protocol;

import dev.stallscope.net.Direction;
import java.util.Set;

/**
 * A time in which a transport over datagrams held its sender back, or nothing came of what was
 * sent.
 *
 * @param sender which way what was held back had to go
 * @param lostNanos how much of the time was lost by it
 * @param firstPacket index of the last packet before the wait
 * @param lastPacket index of the packet that ended it
 * @param keys of the messages that it held up, by which they are correlated; empty where it held up
 *     all of them
 */
public record TransportWait(
    Kind kind,
    Direction sender,
    long startNanos,
    long endNanos,
    long lostNanos,
    int firstPacket,
    int lastPacket,
    Set<Object> keys) {
  public TransportWait {
    lostNanos = Math.clamp(lostNanos, 0, Math.max(0, endNanos - startNanos));
    keys = Set.copyOf(keys);
  }

  /** A wait that is lost from its start to its end. */
  public TransportWait(
      Kind kind,
      Direction sender,
      long startNanos,
      long endNanos,
      int firstPacket,
      int lastPacket,
      Set<Object> keys) {
    this(kind, sender, startNanos, endNanos, endNanos - startNanos, firstPacket, lastPacket, keys);
  }

  /** Why. */
  public enum Kind {
    /** A server may not send more than a multiple of what it got until it knows the address. */
    ADDRESS_VALIDATION,
    /** Nothing was acknowledged, and the sender sent again when its timer expired. */
    PROBE_TIMEOUT,
    /** What was missing had to be sent again, as soon as its receiver had told of it. */
    LOSS,
    /** Nothing at all got through, however often the sender tried. */
    OUTAGE,
    /** The receiver did not allow more. */
    FLOW_CONTROL,
    /** Its peer did not allow it to begin another message; the message begins when this ends. */
    STREAM_LIMIT,
    /** Nothing held the sender back in the middle of what it said: it had no more to send. */
    PAUSE
  }

  /** The same wait, of which more is known. */
  public TransportWait as(Kind other) {
    return new TransportWait(
        other, sender, startNanos, endNanos, lostNanos, firstPacket, lastPacket, keys);
  }

  public long durationNanos() {
    return endNanos - startNanos;
  }

  /** How much of it was lost, 0 to 1. */
  public double lostShare() {
    return durationNanos() <= 0 ? 1 : (double) lostNanos / durationNanos();
  }
}
