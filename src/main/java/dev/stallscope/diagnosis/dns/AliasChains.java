package dev.stallscope.diagnosis.dns;

import dev.stallscope.exchange.DnsAttempt;

/** Answers that came over a chain of aliases. */
final class AliasChains {
  private AliasChains() {}

  /** Whether an answer came over so many aliases that they explain its delay. */
  static boolean isChain(DnsAttempt attempt, int leastAliases) {
    return attempt.isAnswered() && attempt.aliases() >= leastAliases;
  }
}
