package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.MessageContent;
import java.util.Locale;
import java.util.Optional;

/**
 * A request or response that cannot be read, taken from the turns of encrypted records.
 *
 * @param plaintextBytes an estimate: the records without what encryption adds (STALLS T11)
 * @param records how many records it took
 * @param guess what the protocol may be, {@link AppProtocol#UNKNOWN} where nothing hints at one
 * @param reason why that was guessed
 */
public record EncryptedTurn(
    Direction direction,
    long plaintextBytes,
    int records,
    AppProtocol guess,
    String reason,
    Optional<String> serverName)
    implements MessageContent {
  private static final int KILO = 1000;

  @Override
  public String label() {
    boolean isRequest = direction == Direction.CLIENT_TO_SERVER;
    return (isRequest
            ? "encrypted request" + (isLongLived() ? "s (" : " (")
            : "encrypted response (")
        + size(plaintextBytes)
        + ")"
        + serverName.map(name -> (isRequest ? " to " : " from ") + name).orElse("");
  }

  /**
   * Several records of an HTTP/2 client may be several requests at once: whose the answer is, and
   * which of them waits, cannot be told.
   */
  @Override
  public boolean isLongLived() {
    return guess == AppProtocol.HTTP2 && direction == Direction.CLIENT_TO_SERVER && records > 1;
  }

  /** Until the first byte of any answer comes, all of them wait. */
  @Override
  public boolean isAnswerDue() {
    return isLongLived();
  }

  /** HTTP/1 takes turns; of others one side may speak twice, or not be asked at all. */
  @Override
  public boolean mayBeSeveral() {
    return guess != AppProtocol.HTTP1;
  }

  static String size(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    double kilobytes = bytes / (double) KILO;
    return kilobytes < KILO
        ? String.format(Locale.ROOT, "%.1f KB", kilobytes)
        : String.format(Locale.ROOT, "%.1f MB", kilobytes / KILO);
  }
}
