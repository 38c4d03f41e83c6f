package dev.stallscope.protocol.grpc;

import java.util.List;

/**
 * The messages that one side of a call sent.
 *
 * @param count how many began
 * @param compressed how many of them are compressed
 * @param isWhole whether all were read to their end
 * @param lastNanos when bytes of them were captured last, 0 where none were
 * @param first the first of them, {@link dev.stallscope.protocol.DecodeLimits#GRPC_MESSAGES} at
 *     most
 */
public record GrpcMessages(
    long count, long compressed, boolean isWhole, long lastNanos, List<Timed> first) {
  public GrpcMessages {
    first = List.copyOf(first);
  }

  /**
   * One message.
   *
   * @param startNanos when its first byte was captured
   * @param bytes its size without its prefix
   */
  public record Timed(long startNanos, long bytes) {}
}
