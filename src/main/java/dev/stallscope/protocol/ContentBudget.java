package dev.stallscope.protocol;

/**
 * How many bytes of message bodies may still be decompressed or compressed on one connection to
 * measure them: reading a capture of any size stays quick. One for each connection, so that the
 * same capture always gives the same figures.
 */
public final class ContentBudget {
  private long remainingBytes;

  public ContentBudget(long bytes) {
    remainingBytes = bytes;
  }

  /** Takes {@code bytes} from the budget; false, and nothing taken, when fewer are left. */
  public boolean take(long bytes) {
    if (bytes > remainingBytes) {
      return false;
    }
    remainingBytes -= bytes;
    return true;
  }

  /** Takes as much of {@code bytes} as is left, and tells how much that was. */
  public long takeUpTo(long bytes) {
    long taken = Math.min(bytes, remainingBytes);
    remainingBytes -= taken;
    return taken;
  }
}
