package dev.stallscope.protocol.http;

import dev.stallscope.net.Direction;
import java.util.Optional;

/**
 * How the answer in a stream ended.
 *
 * @param isWhole whether the server ended it
 * @param givenUpBy who gave the stream up before
 * @param reason why, as the protocol says it; empty where nobody did
 * @param epochNanos when its end was captured or it was given up; when its last byte was, where
 *     neither was seen
 * @param packet index of the packet that told
 */
public record AnswerEnd(
    boolean isWhole, Optional<Direction> givenUpBy, String reason, long epochNanos, int packet) {
  /** Of an answer whose last byte was captured. */
  public static AnswerEnd whole(long epochNanos, int packet) {
    return new AnswerEnd(true, Optional.empty(), "", epochNanos, packet);
  }

  /** Whether who asked wanted no more of it. */
  public boolean isGivenUpByClient() {
    return givenUpBy.filter(by -> by == Direction.CLIENT_TO_SERVER).isPresent();
  }
}
