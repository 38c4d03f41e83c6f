package dev.stallscope.protocol.http2;

import dev.stallscope.protocol.CreditWait;
import java.util.ArrayList;
import java.util.List;

/**
 * What one side has used on a stream of what it may send (RFC 9113 section 5.2), and when it had to
 * wait for more: from the DATA frame that took the last of the credit on, if the stream went on
 * after it was given new.
 */
final class FlowCredit {
  /** Waits kept of one message: each took a whole window. */
  private static final int MAX_WAITS = 4096;

  private final long streamId;
  private final List<CreditWait> waits = new ArrayList<>(0);
  private long usedBytes;
  private boolean isWaiting;
  private boolean isGranted;
  private long sinceNanos;
  private long grantedNanos;

  FlowCredit(long streamId) {
    this.streamId = streamId;
  }

  long streamId() {
    return streamId;
  }

  /** Bytes sent beyond what WINDOW_UPDATE gave; more may follow up to the initial window. */
  long usedBytes() {
    return usedBytes;
  }

  /** A WINDOW_UPDATE. */
  void give(long bytes) {
    usedBytes -= bytes;
  }

  /** Whether it waits and has not been allowed more. */
  boolean isWaiting() {
    return isWaiting && !isGranted;
  }

  /** Nothing more may be sent. */
  void waitForMore(long nanos) {
    isWaiting = true;
    isGranted = false;
    sinceNanos = nanos;
  }

  /** More may be sent, on the stream and on the connection. */
  void grant(long nanos) {
    isGranted = true;
    grantedNanos = nanos;
  }

  /** More is sent: it had been ready before, if it came with the permission. */
  void take(int length) {
    if (isWaiting && isGranted && waits.size() < MAX_WAITS) {
      waits.add(new CreditWait(sinceNanos, grantedNanos));
    }
    isWaiting = false;
    usedBytes += length;
  }

  List<CreditWait> waits() {
    return List.copyOf(waits);
  }
}
