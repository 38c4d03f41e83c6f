package dev.stallscope.capture;

/** Sees the blocks of a pcapng file that are whole, in order, whether they are read or skipped. */
@FunctionalInterface
interface BlockListener {
  BlockListener NONE = (_, _, _, _, _) -> {};

  /**
   * A block; the bytes are only lent for the call.
   *
   * @param at where it begins in {@code bytes}
   * @param total its length with both length fields
   * @param fileOffset where it begins in the (decompressed) file
   */
  void block(ByteOrderReads order, byte[] bytes, int at, int total, long fileOffset);
}
