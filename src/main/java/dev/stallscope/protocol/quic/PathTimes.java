package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.DatagramConnection.RoundTrip;

/** Round trips between the capture point and each side, and what the spin bit shows of both. */
final class PathTimes {
  private long clientNanos = -1;
  private long serverNanos = -1;
  private int samples;

  /**
   * A packet was answered.
   *
   * @param sentBy which way the packet went: to that side's peer and back is what was measured
   */
  void sample(Direction sentBy, long roundTripNanos) {
    if (roundTripNanos < 0) {
      return;
    }
    samples++;
    if (sentBy == Direction.CLIENT_TO_SERVER) {
      serverNanos = least(serverNanos, roundTripNanos);
    } else {
      clientNanos = least(clientNanos, roundTripNanos);
    }
  }

  private static long least(long known, long nanos) {
    return known < 0 ? nanos : Math.min(known, nanos);
  }

  /**
   * The round trip of the whole path by a sample of the longer half of it; -1 where it is of the
   * shorter one, or the other half is not known.
   */
  long wholeNanos(Direction sentBy, long halfNanos) {
    long other = sentBy == Direction.CLIENT_TO_SERVER ? clientNanos : serverNanos;
    return other < 0 || halfNanos < other ? -1 : halfNanos + other;
  }

  /** The least round trip of the whole path, -1 while one half of it is not known. */
  long minNanos() {
    return clientNanos < 0 || serverNanos < 0 ? -1 : clientNanos + serverNanos;
  }

  /** What is known, with the round trips that the spin bits of both directions show. */
  RoundTrip roundTrip(SpinBit client, SpinBit server) {
    SpinBit better = client.samples() >= server.samples() ? client : server;
    return new RoundTrip(
        minNanos(), clientNanos, serverNanos, better.medianNanos(), samples + better.samples());
  }
}
