package dev.stallscope.measure.rate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntToLongFunction;

/**
 * How long the queue is that several senders' packets meet, at any time.
 *
 * <p>A queue drains no faster than time passes, so that what one packet met tells when it will be
 * empty, until the sender's next packet tells better. Packets leave a queue in the order in which
 * they came, so that the latest of those times is nearly always told by one of the last packets: a
 * tree of latest times finds it in logarithmic time, however many senders there are.
 */
final class QueueTimes {
  /** What one sender's packets met, by the time they were sent. */
  static final class Samples {
    private final long[] sentNanos;
    private final long[] lateNanos;

    /**
     * @param sentNanos ascending
     * @param lateNanos how much later than at its quickest each was acknowledged
     */
    Samples(long[] sentNanos, long[] lateNanos) {
      this.sentNanos = sentNanos;
      this.lateNanos = lateNanos;
    }

    int size() {
      return sentNanos.length;
    }

    long sentNanos(int i) {
      return sentNanos[i];
    }

    long lateNanos(int i) {
      return lateNanos[i];
    }

    /**
     * When the queue is empty by what this packet and the one before met. Two have to agree: the
     * acknowledgment of one alone may have been put off.
     */
    private long emptyNanos(int i) {
      return Math.min(sentNanos[i] + lateNanos[i], sentNanos[i - 1] + lateNanos[i - 1]);
    }
  }

  /** A sender's next packet, while those of all are put in order. */
  private static final class Cursor {
    private final int sender;
    private final Samples samples;
    private int next = 1;

    Cursor(int sender, Samples samples) {
      this.sender = sender;
      this.samples = samples;
    }

    long sentNanos() {
      return samples.sentNanos(next);
    }

    boolean hasNext() {
      return next < samples.size();
    }

    long followedNanos() {
      return next + 1 < samples.size() ? samples.sentNanos(next + 1) : Long.MAX_VALUE;
    }
  }

  private final long[] sentNanos;

  /** When the same sender's next packet told better. */
  private final long[] followedNanos;

  private final int[] senders;
  private final int size;

  /** The leaves of the tree, a power of two. */
  private final int leaves;

  /** When the queue is empty, by packet from {@code leaves} on; before, the latest of two nodes. */
  private final long[] emptyNanos;

  /** The queue that several senders met. */
  QueueTimes(List<Samples> all) {
    int most = all.stream().mapToInt(samples -> Math.max(0, samples.size() - 1)).sum();
    sentNanos = new long[most];
    followedNanos = new long[most];
    senders = new int[most];
    leaves = Math.max(1, Integer.highestOneBit(Math.max(1, 2 * most - 1)));
    emptyNanos = new long[2 * leaves];
    Arrays.fill(emptyNanos, Long.MIN_VALUE);
    PriorityQueue<Cursor> cursors =
        new PriorityQueue<>(Comparator.comparingLong(Cursor::sentNanos));
    for (int sender = 0; sender < all.size(); sender++) {
      offer(cursors, new Cursor(sender, all.get(sender)));
    }
    int count = 0;
    while (!cursors.isEmpty()) {
      Cursor first = cursors.remove();
      long empty = first.samples.emptyNanos(first.next);
      if (empty > first.sentNanos()) {
        sentNanos[count] = first.sentNanos();
        followedNanos[count] = first.followedNanos();
        senders[count] = first.sender;
        emptyNanos[leaves + count++] = empty;
      }
      first.next++;
      offer(cursors, first);
    }
    size = count;
    for (int node = leaves - 1; node > 0; node--) {
      emptyNanos[node] = Math.max(emptyNanos[2 * node], emptyNanos[2 * node + 1]);
    }
  }

  private static void offer(PriorityQueue<Cursor> cursors, Cursor cursor) {
    if (cursor.hasNext()) {
      cursors.add(cursor);
    }
  }

  /**
   * The longest queue at a time by what any sender's packets met, less what is known of it
   * otherwise; 0 where there is none.
   *
   * @param knownNanos by the sender's place in the list, {@link Long#MAX_VALUE} to leave one out
   */
  long queuedNanos(long nanos, IntToLongFunction knownNanos) {
    int found = Arrays.binarySearch(sentNanos, 0, size, nanos);
    int end = found >= 0 ? found + 1 : -found - 1;
    while (end < size && sentNanos[end] == nanos) {
      end++;
    }
    return longest(1, 0, leaves, end, nanos, knownNanos, 0);
  }

  /** The later packets first: they tell of the longest queue. */
  private long longest(
      int node, int first, int width, int end, long nanos, IntToLongFunction known, long least) {
    if (first >= end || emptyNanos[node] == Long.MIN_VALUE || emptyNanos[node] - nanos <= least) {
      return least;
    }
    if (width == 1) {
      long deducted = known.applyAsLong(senders[first]);
      return followedNanos[first] <= nanos || deducted == Long.MAX_VALUE
          ? least
          : Math.max(least, emptyNanos[node] - nanos - deducted);
    }
    int half = width / 2;
    long later = longest(2 * node + 1, first + half, half, end, nanos, known, least);
    return longest(2 * node, first, half, end, nanos, known, later);
  }
}
