package dev.stallscope.protocol.quic;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The packets of one direction and number space that have to be acknowledged and are not yet, by
 * their numbers: when each was captured, and what had been carried until then.
 */
final class SentPackets {
  private static final int LEAST = 16;

  /** Packets in flight that are remembered: 24 MB of full ones. */
  private static final int MOST = 1 << 14;

  /** So many later packets that were acknowledged show that one was lost (RFC 9002 6.1.1). */
  private static final int PACKET_THRESHOLD = 3;

  private static final long NONE = -1;

  private long[] numbers = new long[0];
  private long[] nanos = new long[0];
  private int[] toServer = new int[0];
  private int[] toClient = new int[0];
  private long lowest = NONE;
  private long largest = NONE;
  private long largestAcknowledged = NONE;
  private int lost;

  void sent(long number, long epochNanos, CarriedBytes carried) {
    if (numbers.length == 0) {
      resize(LEAST);
      lowest = number;
    }
    largest = Math.max(largest, number);
    lowest = Math.max(lowest, largest - MOST + 1);
    if (number < lowest) {
      return;
    }
    int slot = slot(number);
    while (numbers[slot] >= lowest && numbers[slot] != number && numbers.length < MOST) {
      resize(2 * numbers.length);
      slot = slot(number);
    }
    if (numbers[slot] != number) {
      numbers[slot] = number;
      nanos[slot] = epochNanos;
      toServer[slot] = carried.toServer();
      toClient[slot] = carried.toClient();
    }
  }

  private int slot(long number) {
    return (int) number & numbers.length - 1;
  }

  private void resize(int size) {
    long[] oldNumbers = numbers;
    long[] oldNanos = nanos;
    int[] oldToServer = toServer;
    int[] oldToClient = toClient;
    numbers = new long[size];
    nanos = new long[size];
    toServer = new int[size];
    toClient = new int[size];
    Arrays.fill(numbers, NONE);
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] >= 0) {
        numbers[slot(oldNumbers[i])] = oldNumbers[i];
        nanos[slot(oldNumbers[i])] = oldNanos[i];
        toServer[slot(oldNumbers[i])] = oldToServer[i];
        toClient[slot(oldNumbers[i])] = oldToClient[i];
      }
    }
  }

  /** Whether the packet was captured and nothing is known of it yet. */
  boolean isWaitingFor(long number) {
    return numbers.length > 0 && numbers[slot(number)] == number;
  }

  /** When a packet that is waited for was captured. */
  long nanosOf(long number) {
    return nanos[slot(number)];
  }

  /** What had been carried to the server when it was. */
  int toServerAt(long number) {
    return toServer[slot(number)];
  }

  /** What had been carried to the client. */
  int toClientAt(long number) {
    return toClient[slot(number)];
  }

  /** The largest number that an answer told of, -1 before the first. */
  long largestAcknowledged() {
    return largestAcknowledged;
  }

  /** Packets that were captured and then lost on their way, as their receiver's answers tell. */
  int lost() {
    return lost;
  }

  /**
   * The largest number of an answer; its ranges follow.
   *
   * @return when that packet was captured, or -1 where it was not or had been acknowledged before
   */
  long acknowledged(long number) {
    largestAcknowledged = Math.max(largestAcknowledged, Math.min(number, largest));
    return numbers.length > 0 && numbers[slot(number)] == number ? nanos[slot(number)] : NONE;
  }

  /** All packets from one number to another have come. */
  void acknowledgedRange(long from, long to) {
    for (long number = Math.max(from, lowest); number <= Math.min(to, largest); number++) {
      forget(number);
    }
  }

  private boolean forget(long number) {
    if (numbers.length == 0 || numbers[slot(number)] != number) {
      return false;
    }
    numbers[slot(number)] = NONE;
    return true;
  }

  /**
   * Every range of an answer was told: what is missing below the largest number was lost.
   *
   * @param told takes the numbers
   */
  void findLost(LongConsumer told) {
    while (lowest >= 0 && lowest <= largestAcknowledged - PACKET_THRESHOLD) {
      if (forget(lowest)) {
        lost++;
        told.accept(lowest);
      }
      lowest++;
    }
  }
}
