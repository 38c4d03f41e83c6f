package dev.stallscope.protocol.http2;

import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.MessageRole;

/**
 * Stands for a whole HTTP/2 connection in clear text: it was recognised, its requests were not
 * read.
 *
 * @param role request for the client's preface, response for all that the server sent
 */
public record Http2Preface(MessageRole role) implements MessageContent {
  @Override
  public String label() {
    return "HTTP/2 connection (prior knowledge, not decoded)";
  }

  /** Always: nothing is known of the requests inside, so no pause can be judged. */
  @Override
  public boolean isLongLived() {
    return true;
  }
}
