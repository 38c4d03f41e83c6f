package dev.stallscope.protocol;

/**
 * Bytes of a message were captured, yet their receiver could not have them: the connection delivers
 * in order, and bytes before them were missing.
 *
 * @param sinceNanos when the first of them was captured
 * @param deliveredNanos when the missing bytes were captured
 * @param packet index of the packet that brought the missing bytes
 * @param isOwn whether bytes of this message were among the missing ones
 */
public record DeliveryWait(long sinceNanos, long deliveredNanos, int packet, boolean isOwn) {
  public long durationNanos() {
    return deliveredNanos - sinceNanos;
  }
}
