package dev.stallscope.protocol.tls;

import dev.stallscope.protocol.AppProtocol;
import java.util.Optional;

/** Records of both directions that are not paired. */
final class ActivityRun {
  private final TurnRun run;
  private long clientBytes;
  private long serverBytes;

  ActivityRun(TurnRun request) {
    run = request;
    clientBytes = request.plaintextBytes();
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
