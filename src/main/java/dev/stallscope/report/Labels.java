package dev.stallscope.report;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.http.Redaction;

/**
 * How what was on the wire is shown: with secrets masked, unless the reader asked to see them.
 *
 * @param reveals whether secrets are shown
 */
public record Labels(boolean reveals) {
  /** Tokens, passwords and the like are masked. */
  public static final Labels REDACTED = new Labels(false);

  /** Everything is shown as it was on the wire. */
  public static final Labels REVEALED = new Labels(true);

  /** The exchange's name. */
  public String of(Exchange exchange) {
    return text(exchange.label());
  }

  /** A text that may quote the wire. */
  public String text(String text) {
    return reveals ? text : Redaction.text(text);
  }
}
