package dev.stallscope.protocol.tls;

import dev.stallscope.protocol.AppProtocol;
import java.util.Optional;

/** Records of both directions that are not paired. */
final class ActivityRun {
  private final TurnRun run;
  private long clientBytes;
  private long serverBytes;

  /**
   * @param first what the traffic begins with
   */
  ActivityRun(TurnRun first, boolean isFromClient) {
    run = first;
    clientBytes = isFromClient ? first.plaintextBytes() : 0;
    serverBytes = isFromClient ? 0 : first.plaintextBytes();
  }

  void add(SeenRecord record, int plaintext) {
    run.add(record, plaintext);
    if (record.isFromClient()) {
      clientBytes += plaintext;
    } else {
      serverBytes += plaintext;
    }
  }

  TurnRun run() {
    return run;
  }

  EncryptedActivity content(AppProtocol guess, String reason, Optional<String> serverName) {
    return new EncryptedActivity(
        clientBytes, serverBytes, run.records(), guess, reason, serverName);
  }
}
