package dev.stallscope.protocol.http.stream;

import dev.stallscope.protocol.MessageContent;

/**
 * A request that the server makes up and answers unasked (RFC 9113 section 8.4, RFC 9114 section
 * 4.6).
 *
 * @param path what it promised, or that this was not captured
 */
public record PushedRequest(String path) implements MessageContent {
  static PushedRequest of(HeaderBlock head) {
    return new PushedRequest(head.path().orElse("(path not captured)"));
  }

  @Override
  public String label() {
    return "push " + path;
  }
}
