package dev.stallscope.flow;

/** Caps on what a flow may keep in memory, whatever the wire holds. */
public final class FlowLimits {
  /**
   * Bytes of out-of-order data kept for one direction: twice Linux' default tcp_rmem maximum of 6
   * MB.
   */
  public static final int REASSEMBLY_BYTES = 12 << 20;

  /**
   * Bytes of out-of-order data kept by all directions of one shard: five lossy streams at their own
   * limit. Reached only by captures that lack whole directions.
   */
  public static final int SHARD_REASSEMBLY_BYTES = 64 << 20;

  /** What a piece of out-of-order data is charged beyond its bytes: the objects that hold it. */
  public static final int PIECE_OVERHEAD_BYTES = 128;

  /**
   * Pieces of out-of-order data that one segment may overlap; what it holds beyond them is left to
   * the next retransmission. A segment of 64 kB over segments of 256 bytes.
   */
  public static final int OVERLAPPED_PIECES = 256;

  /**
   * How far ahead of the expected byte a segment may stand: the largest window, RFC 7323 section
   * 2.3.
   */
  public static final int WINDOW_BYTES = 1 << 30;

  /**
   * How far behind the expected byte a RST may stand and still be believed: an unscaled window, as
   * far as a delayed answer to old data can be behind.
   */
  public static final int RESET_BEHIND_BYTES = 1 << 16;

  /** SACK ranges remembered for one direction; a path with so many holes at once is hostile. */
  public static final int SACK_RANGES = 1024;

  /** Segments of one direction that wait for an ACK to give a round-trip sample. */
  public static final int UNACKNOWLEDGED_SEGMENTS = 1 << 16;

  /** Segments of one direction that filled a hole, remembered to know what is sent twice. */
  public static final int HOLE_FILLS = 1 << 16;

  /** Earlier segments that one retransmission is compared with: 64 kB in segments of 1 kB. */
  public static final int RETRANSMITTED_SEGMENTS = 64;

  private FlowLimits() {}
}
