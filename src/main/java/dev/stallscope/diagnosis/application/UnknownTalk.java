package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.tls.EncryptedTurn;

/**
 * Encrypted talk that may be anything: a person at a terminal, a session in which both sides speak
 * unasked; or records of HTTP/2 that may be several requests, or one and what it streams. What
 * looks like the answer to a request need not be one.
 */
final class UnknownTalk {
  /** Turns that are likely requests and answers have more (STALLS 5.4). */
  private static final double LEAST_TRUST = 0.5;

  private UnknownTalk() {}

  /** Whether no wait of the group was in an exchange that is likely one. */
  static boolean isAll(RuleContext context, WaitGroup group) {
    return group.waits().stream()
        .allMatch(wait -> wait.exchange() >= 0 && isUnknown(context.exchange(wait.exchange())));
  }

  private static boolean isUnknown(Exchange exchange) {
    return exchange.confidence() < LEAST_TRUST
        && exchange
            .request()
            .filter(
                request ->
                    request.content() instanceof EncryptedTurn turn
                        && (turn.guess() == AppProtocol.UNKNOWN || turn.isLongLived()))
            .isPresent();
  }
}
