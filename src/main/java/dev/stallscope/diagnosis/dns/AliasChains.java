package dev.stallscope.diagnosis.dns;

import dev.stallscope.exchange.DnsAttempt;

/** Answers that came over a chain of aliases. */
final class AliasChains {
  /** So many aliases explain a late answer (STALLS DN07). */
  private static final int LEAST_ALIASES = 3;

  private AliasChains() {}

  /** Whether an answer came over so many aliases that they explain its delay. */
  static boolean isChain(DnsAttempt attempt) {
    return attempt.isAnswered() && attempt.aliases() >= LEAST_ALIASES;
  }
}
