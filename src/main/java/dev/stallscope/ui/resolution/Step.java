package dev.stallscope.ui.resolution;

import dev.stallscope.chart.Ladder;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Measurements;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.protocol.HandshakeContent;
import dev.stallscope.protocol.quic.QuicHandshake;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.protocol.tls.UpgradeTalk;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.control.Fact;
import java.util.List;
import java.util.Optional;

/** A lookup or a handshake. */
sealed interface Step {
  /** The name that was looked up, or the server's. */
  String title();

  /** Where it is in the capture, and what is selected for it in the other panes. */
  Exchange exchange();

  TimeSpan span();

  /** How much of its time was avoidable. */
  long lostNanos();

  boolean isFailed();

  /** The exchange that waited for it, or -1. */
  int parent();

  Optional<Ladder> ladder(Measurements measured);

  List<Fact> facts();

  /** A lookup, whose first query is the exchange. */
  record Lookup(DnsLookup lookup, Exchange exchange, long lostNanos) implements Step {
    @Override
    public String title() {
      return lookup.name();
    }

    @Override
    public TimeSpan span() {
      return lookup.span();
    }

    @Override
    public boolean isFailed() {
      return lookup.isFailed();
    }

    @Override
    public int parent() {
      return lookup.parent();
    }

    @Override
    public Optional<Ladder> ladder(Measurements measured) {
      return lookup.attempts().isEmpty()
          ? Optional.empty()
          : Optional.of(Ladder.ofLookup(lookup, measured));
    }

    @Override
    public List<Fact> facts() {
      return LookupFacts.of(this);
    }
  }

  /**
   * A handshake.
   *
   * @param decryption how far its connection could be read, should anything have been encrypted
   */
  record Handshake(
      HandshakeContent handshake,
      Exchange exchange,
      long lostNanos,
      Optional<DecryptionOutcome> decryption)
      implements Step {
    @Override
    public String title() {
      return handshake.isUpgrade()
          ? handshake.label()
          : handshake.serverName().orElse(exchange.server().toString());
    }

    @Override
    public TimeSpan span() {
      return exchange.span();
    }

    @Override
    public boolean isFailed() {
      return handshake.isFailure();
    }

    @Override
    public int parent() {
      return exchange.parent();
    }

    @Override
    public Optional<Ladder> ladder(Measurements measured) {
      return Ladder.ofHandshake(exchange, measured);
    }

    @Override
    public List<Fact> facts() {
      return switch (handshake) {
        case TlsHandshake tls -> HandshakeFacts.of(this, tls);
        case QuicHandshake quic -> QuicFacts.of(this, quic);
        case UpgradeTalk talk -> UpgradeFacts.of(this, talk);
        default -> HandshakeCost.of(this);
      };
    }
  }
}
