package dev.stallscope.protocol.grpc;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.StreamGap.Reason;
import dev.stallscope.protocol.http.StreamApplication.BodyReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the messages of a body. Each has a prefix: a flag that tells whether it is compressed, and
 * its length in four bytes.
 */
final class GrpcBodyReader implements BodyReader {
  private static final int PREFIX_BYTES = 5;

  private final byte[] prefix = new byte[PREFIX_BYTES];
  private final List<GrpcMessages.Timed> first = new ArrayList<>(1);
  private int prefixLength;
  private long startNanos;
  private long remaining;
  private long count;
  private long compressed;
  private long lastNanos;
  private boolean isLost;

  @Override
  public void bytes(byte[] array, int offset, int length, long epochNanos) {
    int at = offset;
    int end = offset + length;
    lastNanos = length > 0 ? epochNanos : lastNanos;
    while (at < end && !isLost) {
      if (remaining > 0) {
        int passed = (int) Math.min(remaining, end - at);
        remaining -= passed;
        at += passed;
      } else {
        prefix(array[at], epochNanos);
        at++;
      }
    }
  }

  private void prefix(byte next, long epochNanos) {
    if (prefixLength == 0) {
      startNanos = epochNanos;
    }
    prefix[prefixLength] = next;
    prefixLength++;
    if (prefixLength == PREFIX_BYTES) {
      prefixLength = 0;
      message();
    }
  }

  private void message() {
    if (prefix[0] != 0 && prefix[0] != 1) {
      isLost = true;
      return;
    }
    remaining = Bytes.u32(prefix, 1);
    count++;
    compressed += prefix[0];
    if (first.size() < DecodeLimits.GRPC_MESSAGES) {
      first.add(new GrpcMessages.Timed(startNanos, remaining));
    }
  }

  @Override
  public long unwanted() {
    return isLost ? Long.MAX_VALUE : remaining;
  }

  /** A hole inside a message leaves the next one readable. */
  @Override
  public void gap(Reason reason, long length, long epochNanos) {
    lastNanos = reason == Reason.UNWANTED ? epochNanos : lastNanos;
    if (length <= remaining) {
      remaining -= length;
    } else {
      isLost = true;
    }
  }

  GrpcMessages messages() {
    boolean isWhole = !isLost && remaining == 0 && prefixLength == 0;
    return new GrpcMessages(count, compressed, isWhole, lastNanos, first);
  }
}
