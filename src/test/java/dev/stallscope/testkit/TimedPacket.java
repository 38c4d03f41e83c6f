package dev.stallscope.testkit;

import dev.stallscope.capture.LinkDirection;

/**
 * A packet of a made capture.
 *
 * @param epochNanos when it was captured
 * @param bytes what was captured
 * @param originalLength bytes that it had on the wire
 * @param direction what the capturing host knows of it; a classic pcap cannot hold it
 */
public record TimedPacket(
    long epochNanos, byte[] bytes, int originalLength, LinkDirection direction) {
  public TimedPacket(long epochNanos, byte[] bytes) {
    this(epochNanos, bytes, bytes.length, LinkDirection.UNKNOWN);
  }
}
