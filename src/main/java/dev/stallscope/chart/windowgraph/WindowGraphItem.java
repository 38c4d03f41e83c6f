package dev.stallscope.chart.windowgraph;

import java.util.Locale;

/** What a graph draws and its legend explains. */
public enum WindowGraphItem {
  WINDOW,
  /** The receive window, where no handshake tells the scale of its field. */
  WINDOW_UNKNOWN,
  /** What may be in flight as far as flow control goes. */
  ALLOWED,
  SENT,
  /** Packets by their numbers. */
  PACKETS,
  /** Datagrams that cannot be read. */
  UNREAD,
  ACKNOWLEDGED,
  SELECTIVELY_ACKNOWLEDGED,
  SENT_AGAIN,
  LOST,
  MISSING,
  OUT_OF_ORDER,
  PROBE,
  IN_FLIGHT,
  ROUND_TRIP,
  WINDOW_CLOSED,
  STALL;

  /** The stable name: {@code out-of-order}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
