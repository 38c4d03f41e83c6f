package dev.stallscope.protocol.http;

import dev.stallscope.protocol.MessageContent;
import java.util.Locale;
import java.util.Optional;

/**
 * A request.
 *
 * @param target as sent: a path with its query, a whole URL (to a proxy), {@code host:port}
 *     (CONNECT, where it does not begin a WebSocket in HTTP/2 or 3) or {@code *}
 * @param scheme {@code http} or {@code https}
 * @param headEndNanos when the last byte of the header section was captured
 * @param headEndPacket index of the packet that brought it
 */
public record HttpRequest(
    String method,
    String target,
    String scheme,
    HttpVersion version,
    HttpHeaders headers,
    HttpHeaders trailers,
    HttpBody body,
    long headEndNanos,
    int headEndPacket)
    implements MessageContent {

  @Override
  public String label() {
    return method + " " + target;
  }

  @Override
  public boolean awaitsInterim() {
    return headers
        .first("expect")
        .filter(value -> value.equalsIgnoreCase("100-continue"))
        .isPresent();
  }

  @Override
  public boolean isEndKnown() {
    return body.framing() != HttpBody.Framing.UNKNOWN;
  }

  /** Whether it asks for a connection to elsewhere, and not for a WebSocket here (RFC 8441). */
  private boolean isTunnel() {
    return method.equals("CONNECT") && !target.startsWith("/");
  }

  /** Host and port as the client named them: from the target, else the Host field. */
  public Optional<String> authority() {
    if (isTunnel()) {
      return Optional.of(target);
    }
    int start = authorityStart();
    if (start < 0) {
      return headers.first("host").filter(host -> !host.isEmpty());
    }
    String authority = target.substring(start, authorityEnd(start));
    return Optional.of(authority.substring(authority.lastIndexOf('@') + 1));
  }

  private int authorityStart() {
    String lower =
        target
            .substring(0, Math.min(target.length(), "https://".length()))
            .toLowerCase(Locale.ROOT);
    if (lower.startsWith("https://")) {
      return "https://".length();
    }
    return lower.startsWith("http://") ? "http://".length() : -1;
  }

  private int authorityEnd(int start) {
    int end = start;
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** The authority without its port, lower case. */
  public Optional<String> host() {
    return authority()
        .map(
            authority -> {
              int colon = authority.lastIndexOf(':');
              boolean hasPort = colon > authority.lastIndexOf(']');
              return (hasPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
            });
  }

  /** The whole URL, where the host is known. Not redacted. */
  public Optional<String> url() {
    if (isTunnel()) {
      return Optional.empty();
    }
    if (authorityStart() >= 0) {
      return Optional.of(target);
    }
    String path = target.equals("*") ? "" : target;
    return authority().map(authority -> scheme + "://" + authority + path);
  }

  /** Path without query. */
  public String path() {
    int start = authorityStart();
    String rest = start < 0 ? target : target.substring(authorityEnd(start));
    int end = 0;
    while (end < rest.length() && rest.charAt(end) != '?' && rest.charAt(end) != '#') {
      end++;
    }
    return rest.substring(0, end);
  }

  public MediaType mediaType() {
    return MediaType.of(headers);
  }

  /** Whether the client lets the connection stay open after the response (RFC 9112 section 9.3). */
  public boolean isPersistent() {
    return Persistence.isPersistent(version, headers);
  }

  /** Whether the request asks for a change of protocol. */
  public boolean isUpgrade() {
    return headers.has("upgrade") && headers.tokens("connection").contains("upgrade");
  }

  /**
   * gRPC calls may stream in both directions for as long as they like, and a long poll is answered
   * when there is news: with {@code Prefer: wait} (RFC 7240), or Engine.IO's polling.
   */
  @Override
  public boolean isLongLived() {
    return mediaType().isGrpc()
        || headers.tokens("prefer").stream().anyMatch(wish -> wish.startsWith("wait="))
        || target.contains("transport=polling");
  }
}
