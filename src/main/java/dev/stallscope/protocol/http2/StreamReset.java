package dev.stallscope.protocol.http2;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MessageContent;
import java.util.Optional;

/**
 * What stands in a response's place where a stream was given up before it had one.
 *
 * @param frame {@code RST_STREAM}, or {@code GOAWAY} for a stream that the server did not take up
 * @param code why (RFC 9113 section 7)
 * @param sentBy who gave it up
 */
public record StreamReset(String frame, long code, Direction sentBy) implements MessageContent {
  private static final String[] NAMES = {
    "NO_ERROR",
    "PROTOCOL_ERROR",
    "INTERNAL_ERROR",
    "FLOW_CONTROL_ERROR",
    "SETTINGS_TIMEOUT",
    "STREAM_CLOSED",
    "FRAME_SIZE_ERROR",
    "REFUSED_STREAM",
    "CANCEL",
    "COMPRESSION_ERROR",
    "CONNECT_ERROR",
    "ENHANCE_YOUR_CALM",
    "INADEQUATE_SECURITY",
    "HTTP_1_1_REQUIRED"
  };
  private static final int CANCEL = 8;

  /** The code as RFC 9113 names it, else its number. */
  public String codeName() {
    return code < NAMES.length ? NAMES[(int) code] : "0x" + Long.toHexString(code);
  }

  @Override
  public String label() {
    return frame + " " + codeName();
  }

  @Override
  public Optional<String> status() {
    return Optional.of(codeName());
  }

  /** A client may cancel what it no longer wants. */
  @Override
  public boolean isFailure() {
    return !(sentBy == Direction.CLIENT_TO_SERVER && (code == CANCEL || code == 0));
  }
}
