package dev.stallscope.capture;

/**
 * Whether the capturing host sent or received a packet, where the file or the link header says so.
 */
public enum LinkDirection {
  UNKNOWN,
  INBOUND,
  OUTBOUND;

  private static final LinkDirection[] VALUES = values();

  static LinkDirection of(int ordinal) {
    return VALUES[ordinal];
  }
}
