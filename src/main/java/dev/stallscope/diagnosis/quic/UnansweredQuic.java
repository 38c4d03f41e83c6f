package dev.stallscope.diagnosis.quic;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import java.util.List;

/** QUIC handshakes that nothing answered and that no TCP connection stood in for. */
final class UnansweredQuic {
  private static final double CONFIDENCE = 0.9;

  private UnansweredQuic() {}

  /**
   * What is said of them.
   *
   * @param attempts of one client at one server; never empty
   */
  static Finding finding(RuleInfo info, List<Exchange> attempts) {
    long longest = attempts.stream().mapToLong(Exchange::durationNanos).max().orElse(0);
    FindingDraft draft =
        new FindingDraft(info, Party.NETWORK)
            .atLeast(Severity.MINOR)
            .confidence(CONFIDENCE)
            .evidence(
                Evidence.count("attempts", attempts.size(), "attempt"),
                Evidence.duration("longest attempt", longest),
                Evidence.text("server", attempts.getFirst().server().toString()));
    for (Exchange attempt : attempts) {
      draft
          .packet(attempt.firstPacket())
          .packet(attempt.lastPacket())
          .claim(
              new TimeClaim(
                  attempt.id(), attempt.connection(), attempt.span(), attempt.durationNanos()));
    }
    return draft
        .advice(
            "Let UDP port 443 in and out, in both directions: `nc -u -v HOST 443` shows nothing where"
                + " it is dropped, `curl --http3-only https://HOST/` tells.",
            "Look whether anything listens there: `ss -lnup sport = :443` on the server.",
            "Let the client fall back to TCP, and soon: `curl --http3` tries both.")
        .finding(
            "{server} never answered QUIC, tried for up to {longest attempt}",
            "The client sent the first packets of QUIC again and again ({attempts}), nothing came"
                + " back, and it did not try TCP. A firewall that drops UDP, or a host that is down,"
                + " looks like this.");
  }
}
