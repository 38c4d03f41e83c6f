package dev.stallscope.protocol.quic;

import java.util.Arrays;

/** When the latest packets of one direction and number space were captured, by their numbers. */
final class SentPackets {
  private static final int LEAST = 16;

  /** Packets in flight that are remembered: 24 MB of full ones. */
  private static final int MOST = 1 << 14;

  private long[] numbers = new long[0];
  private long[] nanos = new long[0];

  void sent(long number, long epochNanos) {
    if (numbers.length == 0) {
      resize(LEAST);
    }
    int slot = slot(number);
    while (numbers[slot] >= 0 && numbers[slot] != number && numbers.length < MOST) {
      resize(2 * numbers.length);
      slot = slot(number);
    }
    if (numbers[slot] != number) {
      numbers[slot] = number;
      nanos[slot] = epochNanos;
    }
  }

  private int slot(long number) {
    return (int) number & numbers.length - 1;
  }

  private void resize(int size) {
    long[] oldNumbers = numbers;
    long[] oldNanos = nanos;
    numbers = new long[size];
    nanos = new long[size];
    Arrays.fill(numbers, -1);
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] >= 0) {
        numbers[slot(oldNumbers[i])] = oldNumbers[i];
        nanos[slot(oldNumbers[i])] = oldNanos[i];
      }
    }
  }

  /**
   * Forgets a packet that was acknowledged.
   *
   * @return when it was captured, or -1 where it was not or is forgotten already
   */
  long acknowledged(long number) {
    if (numbers.length == 0 || numbers[slot(number)] != number) {
      return -1;
    }
    numbers[slot(number)] = -1;
    return nanos[slot(number)];
  }
}
