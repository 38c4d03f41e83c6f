package dev.stallscope.protocol.http2;

import dev.stallscope.protocol.CreditWait;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What one side may send, as it knew: a WINDOW_UPDATE counts when the sender has acknowledged it.
 * Told only where the connection was seen from its start and no frame was missed.
 */
final class FlowControl {
  /** RFC 9113 section 6.9.2: of a stream until settings say otherwise, and of the connection. */
  private static final long DEFAULT_WINDOW = 65_535;

  /** Updates under way; more mean that the sender's acknowledgments were not captured. */
  private static final int MAX_GRANTS = 4096;

  private final Map<Long, FlowCredit> open = new HashMap<>();

  /** Streams that may send nothing, first the one that the smallest initial window would free. */
  private final NavigableSet<FlowCredit> waiting =
      new TreeSet<>(
          Comparator.comparingLong(FlowCredit::usedBytes).thenComparingLong(FlowCredit::streamId));

  private final Deque<Grant> underWay = new ArrayDeque<>();
  private boolean isKnown;
  private long initialBytes = DEFAULT_WINDOW;
  private long connectionBytes = DEFAULT_WINDOW;

  /**
   * A WINDOW_UPDATE.
   *
   * @param endOffset behind it in the receiver's direction
   */
  private record Grant(long streamId, long bytes, long nanos, long endOffset) {}

  void begins() {
    isKnown = true;
  }

  /** Frames were missed. */
  void lost() {
    isKnown = false;
    underWay.clear();
  }

  void opened(long streamId) {
    open.put(streamId, new FlowCredit(streamId));
  }

  /**
   * The stream is over.
   *
   * @return when it had to wait
   */
  List<CreditWait> closed(long streamId) {
    FlowCredit credit = open.remove(streamId);
    if (credit == null) {
      return List.of();
    }
    waiting.remove(credit);
    return credit.waits();
  }

  /** The receiver's SETTINGS_INITIAL_WINDOW_SIZE: it changes open streams too. */
  void initialWindow(long bytes, long nanos) {
    initialBytes = bytes;
    grantWhatWaits(nanos);
  }

  /** The receiver sent a WINDOW_UPDATE; stream 0 is the connection. */
  void update(long streamId, long bytes, long nanos, long endOffset) {
    if (underWay.size() == MAX_GRANTS) {
      lost();
    }
    if (isKnown) {
      underWay.add(new Grant(streamId, bytes, nanos, endOffset));
    }
  }

  /**
   * A DATA frame begins, whose whole payload counts.
   *
   * @param acknowledged what the sender had received of the other direction, -1 where not known
   */
  void taken(long streamId, int length, long acknowledged) {
    while (!underWay.isEmpty()
        && (acknowledged < 0 || underWay.element().endOffset <= acknowledged)) {
      apply(underWay.remove());
    }
    connectionBytes -= length;
    FlowCredit credit = open.get(streamId);
    if (credit != null && length > 0) {
      waiting.remove(credit);
      credit.take(length);
    }
  }

  private void apply(Grant grant) {
    FlowCredit credit = open.get(grant.streamId);
    if (grant.streamId == 0) {
      connectionBytes += grant.bytes;
      grantWhatWaits(grant.nanos);
    } else if (credit != null) {
      waiting.remove(credit);
      credit.give(grant.bytes);
      if (credit.isWaiting()) {
        waiting.add(credit);
        grantWhatWaits(grant.nanos);
      }
    }
  }

  private boolean maySend(FlowCredit credit) {
    return connectionBytes > 0 && credit.usedBytes() < initialBytes;
  }

  private void grantWhatWaits(long nanos) {
    while (!waiting.isEmpty() && maySend(waiting.first())) {
      waiting.removeFirst().grant(nanos);
    }
  }

  /** A DATA frame is over after which the stream goes on. */
  void goesOn(long streamId, long nanos) {
    FlowCredit credit = open.get(streamId);
    if (isKnown && credit != null && !maySend(credit)) {
      credit.waitForMore(nanos);
      waiting.add(credit);
    }
  }
}
