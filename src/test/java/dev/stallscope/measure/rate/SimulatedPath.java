package dev.stallscope.measure.rate;

import dev.stallscope.time.Nanos;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A sender with a congestion window on a simulated path: each round trip it sends a window, evenly
 * spaced, first what was lost; it halves the window after losses and opens it otherwise.
 */
final class SimulatedPath {
  static final int MSS = 1460;
  private static final long ROUND_NANOS = Nanos.ofMillis(40);

  /** What the path does to a packet. */
  interface Fate {
    /** Delay in nanoseconds until the ACK, or -1 where the packet is dropped. */
    long delayNanos(long sentNanos, int bytes);
  }

  private SimulatedPath() {}

  /** The packets of a transfer of so many segments. */
  static WirePackets transfer(int segments, Fate fate) {
    return transfer(segments, Integer.MAX_VALUE, 0, fate);
  }

  /** The same by a sender that rests whenever so many segments more have been delivered. */
  static WirePackets transfer(int segments, int burst, long restNanos, Fate fate) {
    WirePackets packets = new WirePackets();
    int written = burst;
    Deque<Integer> lost = new ArrayDeque<>();
    double window = 10;
    double threshold = 1e9;
    long now = 0;
    int next = 0;
    int index = 0;
    while (next < segments || !lost.isEmpty()) {
      int round = Math.max(1, (int) window);
      List<Integer> droppedNow = new ArrayList<>();
      long slowest = ROUND_NANOS;
      int due = Math.min(segments, written);
      for (int i = 0; i < round && (next < due || !lost.isEmpty()); i++) {
        boolean isRepeat = !lost.isEmpty();
        int segment = isRepeat ? lost.removeFirst() : next++;
        long sent = now + ROUND_NANOS * i / round;
        long delay = fate.delayNanos(sent, MSS);
        packets.add(sent, MSS, 1 + (long) segment * MSS, index++, delay, delay < 0, isRepeat);
        if (delay < 0) {
          droppedNow.add(segment);
        }
        slowest = Math.max(slowest, delay);
      }
      lost.addAll(droppedNow);
      if (droppedNow.isEmpty()) {
        window = window < threshold ? window * 2 : window + 1;
      } else {
        threshold = Math.max(2, window / 2);
        window = threshold;
      }
      now += slowest;
      if (next == written && lost.isEmpty()) {
        written += burst;
        now += restNanos;
      }
    }
    return packets;
  }

  /** A token bucket that drops what exceeds it. */
  static Fate policer(double bitsPerSecond, double bucketBytes) {
    return new Fate() {
      private double tokens = bucketBytes;
      private long last;

      @Override
      public long delayNanos(long sentNanos, int bytes) {
        tokens = Math.min(bucketBytes, tokens + (sentNanos - last) * bitsPerSecond / 8e9);
        last = sentNanos;
        if (tokens < bytes) {
          return -1;
        }
        tokens -= bytes;
        return ROUND_NANOS;
      }
    };
  }

  /** A link with a queue that drops what does not fit. */
  static Fate queue(double bitsPerSecond, long queueNanos) {
    return new Fate() {
      private double freeAt;

      @Override
      public long delayNanos(long sentNanos, int bytes) {
        double wait = Math.max(0, freeAt - sentNanos);
        if (wait > queueNanos) {
          return -1;
        }
        freeAt = Math.max(freeAt, sentNanos) + bytes * 8e9 / bitsPerSecond;
        return ROUND_NANOS + (long) wait;
      }
    };
  }

  /** A fast link for the first bytes, then a slow one, with a queue for all that comes. */
  static Fate shaper(double firstBitsPerSecond, long burstBytes, double bitsPerSecond) {
    return new Fate() {
      private double freeAt;
      private long passed;

      @Override
      public long delayNanos(long sentNanos, int bytes) {
        double rate = passed < burstBytes ? firstBitsPerSecond : bitsPerSecond;
        passed += bytes;
        double wait = Math.max(0, freeAt - sentNanos);
        freeAt = Math.max(freeAt, sentNanos) + bytes * 8e9 / rate;
        return ROUND_NANOS + (long) wait;
      }
    };
  }
}
