package dev.stallscope.protocol.tls;

import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.MessageContent;
import java.util.Optional;

/**
 * Both sides sent without waiting for one another: several requests at once, or no requests at all.
 * Which response belongs to which request cannot be told without keys.
 *
 * @param clientBytes estimated plaintext of the client
 * @param serverBytes estimated plaintext of the server
 */
public record EncryptedActivity(
    long clientBytes,
    long serverBytes,
    int records,
    AppProtocol guess,
    String reason,
    Optional<String> serverName)
    implements MessageContent {
  @Override
  public String label() {
    return "encrypted traffic ("
        + EncryptedTurn.size(clientBytes)
        + " sent, "
        + EncryptedTurn.size(serverBytes)
        + " received)"
        + serverName.map(name -> " with " + name).orElse("");
  }

  @Override
  public boolean isLongLived() {
    return true;
  }
}
