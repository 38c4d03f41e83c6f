package dev.stallscope.ui.packets;

import dev.stallscope.net.Direction;

/**
 * A line of a followed stream.
 *
 * @param text harmless, of a length that can be shown
 */
record StreamLine(Direction direction, Kind kind, String text) {
  /** What a line is. */
  enum Kind {
    /** Who says the following, how much and when. */
    HEADING,
    CONTENT,
    /** Bytes that the capture does not hold. */
    GAP
  }
}
