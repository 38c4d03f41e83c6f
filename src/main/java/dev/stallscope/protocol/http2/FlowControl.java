package dev.stallscope.protocol.http2;

import dev.stallscope.net.Direction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * What one side may send, as it knew: a WINDOW_UPDATE counts when the sender has acknowledged it.
 * Told only where the connection was seen from its start and no frame was missed.
 */
final class FlowControl {
  /** RFC 9113 section 6.9.2: of a stream until settings say otherwise, and of the connection. */
  private static final long DEFAULT_WINDOW = 65_535;

  /** Updates under way; more mean that the sender's acknowledgments were not captured. */
  private static final int MAX_GRANTS = 4096;

  private final Direction sender;
  private final Map<Integer, OpenStream> open;
  private final Deque<Grant> underWay = new ArrayDeque<>();
  private boolean isKnown;
  private long initialBytes = DEFAULT_WINDOW;
  private long connectionBytes = DEFAULT_WINDOW;

  /**
   * A WINDOW_UPDATE.
   *
   * @param endOffset behind it in the receiver's direction
   */
  private record Grant(int streamId, long bytes, long nanos, long endOffset) {}

  FlowControl(Direction sender, Map<Integer, OpenStream> open) {
    this.sender = sender;
    this.open = open;
  }

  void begins() {
    isKnown = true;
  }

  /** Frames were missed. */
  void lost() {
    isKnown = false;
    underWay.clear();
  }

  /** The credit of a stream that is opened. */
  FlowCredit credit() {
    return new FlowCredit(initialBytes);
  }

  /** The receiver's SETTINGS_INITIAL_WINDOW_SIZE: it changes open streams too. */
  void initialWindow(long bytes, long nanos) {
    for (OpenStream stream : open.values()) {
      stream.credit(sender).give(bytes - initialBytes);
      grantIfAllowed(stream, nanos);
    }
    initialBytes = bytes;
  }

  /** The receiver sent a WINDOW_UPDATE; stream 0 is the connection. */
  void update(int streamId, long bytes, long nanos, long endOffset) {
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
  void taken(int streamId, int length, long acknowledged) {
    while (!underWay.isEmpty()
        && (acknowledged < 0 || underWay.element().endOffset <= acknowledged)) {
      apply(underWay.remove());
    }
    connectionBytes -= length;
    OpenStream stream = open.get(streamId);
    if (stream != null && length > 0) {
      stream.credit(sender).take(length);
    }
  }

  private void apply(Grant grant) {
    OpenStream stream = open.get(grant.streamId);
    if (grant.streamId == 0) {
      boolean wasExhausted = connectionBytes <= 0;
      connectionBytes += grant.bytes;
      if (wasExhausted) {
        open.values().forEach(one -> grantIfAllowed(one, grant.nanos));
      }
    } else if (stream != null) {
      stream.credit(sender).give(grant.bytes);
      grantIfAllowed(stream, grant.nanos);
    }
  }

  private void grantIfAllowed(OpenStream stream, long nanos) {
    if (connectionBytes > 0 && !stream.credit(sender).isExhausted()) {
      stream.credit(sender).grant(nanos);
    }
  }

  /** A DATA frame is over after which the stream goes on. */
  void goesOn(int streamId, long nanos) {
    OpenStream stream = open.get(streamId);
    if (isKnown
        && stream != null
        && (connectionBytes <= 0 || stream.credit(sender).isExhausted())) {
      stream.credit(sender).waitForMore(nanos);
    }
  }
}
