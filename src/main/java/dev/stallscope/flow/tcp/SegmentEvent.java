package dev.stallscope.flow.tcp;

import java.util.Locale;

/**
 * What happened to a segment, with the names and meaning of Wireshark's {@code tcp.analysis.*}
 * (STALLS 1.2). A segment carries a set of them as a bit mask.
 */
public enum SegmentEvent {
  RETRANSMISSION,
  FAST_RETRANSMISSION,
  SPURIOUS_RETRANSMISSION,
  OUT_OF_ORDER,
  DUPLICATE_ACK,
  LOST_SEGMENT,
  ACKED_UNSEEN_SEGMENT,
  ZERO_WINDOW,
  ZERO_WINDOW_PROBE,
  ZERO_WINDOW_PROBE_ACK,
  WINDOW_FULL,
  WINDOW_UPDATE,
  KEEP_ALIVE,
  KEEP_ALIVE_ACK,
  /** A duplicate made by the capture, not by the network; left out of every other judgement. */
  CAPTURE_DUPLICATE,
  /** Carries a duplicate SACK block: the peer received the same bytes twice (RFC 2883). */
  DUPLICATE_SACK,
  /** This transmission was lost: its bytes were sent again, and not for nothing. */
  LOST,
  /** A retransmission of bytes that had arrived already. */
  NEEDLESS,
  /** Sent before, but captured after what follows it: no retransmission, whatever the label. */
  OVERTAKEN,
  /** Acknowledges bytes that the capture missed, whatever the label. */
  ACKED_MISSED,
  /** Speaks of an older connection between the same ports that one side still holds. */
  STALE;

  /** This event's bit in a mask. */
  public int bit() {
    return 1 << ordinal();
  }

  public boolean isIn(int mask) {
    return (mask & bit()) != 0;
  }

  /** The stable name of the JSON form: {@code zero-window-probe}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
