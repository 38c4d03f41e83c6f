package dev.stallscope.diagnosis.dns;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.measure.Layer;
import dev.stallscope.net.Transport;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Optional;

/** DN05: an answer did not fit a datagram and was asked for again over TCP. */
public final class DnsTcpFallbackRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      An answer that does not fit a datagram, 512 bytes without EDNS, comes cut and marked as such. \
      The client then opens a TCP connection and asks again: two round trips more.

      ## How it is recognised
      A truncated answer (TC=1) was followed within a second by the same question over TCP (RFC 7766). \
      Charged is the time from the truncated answer to the full one.

      ## What it is mistaken for
      Clients that always ask over TCP: they had no truncated answer before.

      ## What to do
      Let both sides use EDNS with 1232 bytes, and keep answers small.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "dns-tcp-fallback", Layer.DNS, "An answer did not fit and was asked for over TCP", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return LookupLosses.judge(
        context,
        DnsTcpFallbackRule::losses,
        QueryLoss::resolver,
        losses -> Optional.of(finding(losses)),
        "No answer had to be asked for again over TCP.");
  }

  private static List<QueryLoss> losses(DnsLookup lookup) {
    return lookup.attempts().stream()
        .filter(attempt -> attempt.transport() == Transport.TCP)
        .flatMap(attempt -> loss(lookup, attempt).stream())
        .toList();
  }

  private static Optional<QueryLoss> loss(DnsLookup lookup, DnsAttempt again) {
    return lookup.attempts().stream()
        .filter(cut -> cut.isTruncated() && cut.isAnsweredBy(again.sentNanos()))
        .filter(cut -> cut.type() == again.type() && cut.name().equals(again.name()))
        .findFirst()
        .map(
            cut ->
                new QueryLoss(
                    lookup,
                    cut,
                    new TimeSpan(
                        cut.answerNanos(), Math.max(again.sentNanos(), again.answerNanos())),
                    again.answerPacket()));
  }

  private static Finding finding(LookupLosses losses) {
    QueryLoss worst = losses.worst();
    return losses
        .enter(new FindingDraft(INFO, Party.RESOLVER))
        .evidence(
            Evidence.duration(
                "time lost", losses.lostNanos(), worst.attempt().answerPacket(), worst.endPacket()),
            Evidence.count("truncated answers", losses.losses().size(), "truncated answer"),
            Evidence.text("resolver", worst.attempt().server().address().toString()),
            Evidence.text("names", losses.names()))
        .advice(
            "Let the client use EDNS: `options edns0` in `/etc/resolv.conf`; on the resolver a"
                + " buffer of 1232 bytes (unbound: `edns-buffer-size: 1232`, BIND: `edns-udp-size"
                + " 1232;`).",
            "Return fewer records: a handful of addresses is enough for a client.",
            "Let UDP answers above 512 bytes pass the firewall.")
        .finding(
            "Asking again over TCP for a DNS answer took {time lost}",
            "The answer of {resolver} for {names} did not fit a datagram ({truncated answers})."
                + " The client opened a TCP connection and asked the same again.");
  }
}
