package dev.stallscope.protocol.http;

import dev.stallscope.protocol.MessageContent;
import java.util.Optional;

/**
 * A response.
 *
 * @param code the status, 100 to 999
 * @param reason the words after the status, may be empty
 * @param requestMethod method of the request that it answers, empty where that is not known
 * @param headEndNanos when the last byte of the header section was captured
 * @param headEndPacket index of the packet that brought it
 */
public record HttpResponse(
    int code,
    String reason,
    HttpVersion version,
    HttpHeaders headers,
    HttpHeaders trailers,
    HttpBody body,
    String requestMethod,
    long headEndNanos,
    int headEndPacket)
    implements MessageContent {
  private static final int SWITCHING_PROTOCOLS = 101;

  @Override
  public String label() {
    return reason.isEmpty() ? Integer.toString(code) : code + " " + reason;
  }

  @Override
  public Optional<String> status() {
    return Optional.of(Integer.toString(code));
  }

  @Override
  public boolean isFailure() {
    return code >= 400;
  }

  /**
   * Whether another response follows (RFC 9110 section 15.2): after a change to HTTP/2 the request
   * is answered there (RFC 7540 section 3.2).
   */
  public boolean isInterim() {
    boolean isLast =
        code == SWITCHING_PROTOCOLS
            && upgrade().filter(name -> name.strip().equalsIgnoreCase("h2c")).isEmpty();
    return code < 200 && !isLast;
  }

  @Override
  public boolean isSwitch() {
    return code == SWITCHING_PROTOCOLS
        || (requestMethod.equals("CONNECT") && code >= 200 && code < 300);
  }

  /** The protocol that the connection changed to. */
  public Optional<String> upgrade() {
    return code == SWITCHING_PROTOCOLS ? headers.first("upgrade") : Optional.empty();
  }

  public boolean isRedirect() {
    return switch (code) {
      case 301, 302, 303, 307, 308 -> headers.has("location");
      default -> false;
    };
  }

  public Optional<String> location() {
    return headers.first("location");
  }

  public MediaType mediaType() {
    return MediaType.of(headers);
  }

  public boolean isEventStream() {
    return mediaType().isEventStream();
  }

  /** Whether the server lets the connection stay open (RFC 9112 section 9.3). */
  public boolean isPersistent() {
    return body.framing() != HttpBody.Framing.UNTIL_CLOSE
        && Persistence.isPersistent(version, headers);
  }

  @Override
  public boolean isEndKnown() {
    return body.framing() != HttpBody.Framing.UNKNOWN;
  }

  /** A head that was cut need not have shown the media type. */
  @Override
  public boolean mayBeStream() {
    return body.framing() == HttpBody.Framing.UNKNOWN && !headers.has("content-type");
  }

  @Override
  public boolean lacksEnd() {
    return body.lacksEnd();
  }

  @Override
  public boolean isLongLived() {
    return isSwitch() || mediaType().isStream();
  }
}
