package dev.stallscope.protocol.http2;

import dev.stallscope.protocol.CreditWait;
import java.util.ArrayList;
import java.util.List;

/**
 * How much one side may still send on a stream (RFC 9113 section 5.2), and when it had to wait for
 * more: from the DATA frame that took the last of the credit on, if the stream went on after it was
 * given new.
 */
final class FlowCredit {
  /** Waits kept of one message: each took a whole window. */
  private static final int MAX_WAITS = 4096;

  private final List<CreditWait> waits = new ArrayList<>(0);
  private long bytes;
  private boolean isWaiting;
  private boolean isGranted;
  private long sinceNanos;
  private long grantedNanos;

  FlowCredit(long bytes) {
    this.bytes = bytes;
  }

  /** More, or with a change of settings less. */
  void give(long more) {
    bytes += more;
  }

  boolean isExhausted() {
    return bytes <= 0;
  }

  /** Nothing more may be sent. */
  void waitForMore(long nanos) {
    isWaiting = true;
    isGranted = false;
    sinceNanos = nanos;
  }

  /** More may be sent, on the stream and on the connection. */
  void grant(long nanos) {
    if (isWaiting && !isGranted) {
      isGranted = true;
      grantedNanos = nanos;
    }
  }

  /** More is sent: it had been ready before, if it came with the permission. */
  void take(int length) {
    if (isWaiting && isGranted && waits.size() < MAX_WAITS) {
      waits.add(new CreditWait(sinceNanos, grantedNanos));
    }
    isWaiting = false;
    bytes -= length;
  }

  List<CreditWait> waits() {
    return List.copyOf(waits);
  }
}
