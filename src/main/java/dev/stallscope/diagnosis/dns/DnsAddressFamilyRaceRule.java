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
import dev.stallscope.protocol.dns.DnsType;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Optional;

/** DN02: one address family was answered, the other was lost, and the client waited for it. */
public final class DnsAddressFamilyRaceRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      Most clients ask for a name's IPv4 and IPv6 addresses (A and AAAA) at the same time, from one \
      port. Connection tracking in Linux, on the way to a cluster's DNS for example, can lose one of \
      two packets that race like this. The client has an address, and yet waits for the other answer.

      ## How it is recognised
      A and AAAA left within 5 ms, one was answered, and the other was asked again at least 200 ms \
      later (glibc: 5 s). Charged is the time from the answer to that repetition.

      ## What it is mistaken for
      A resolver that does not answer at all: then both are missing, see dns-timeout. An answer for \
      the second family that is only late is dns-slow-answer.

      ## What to do
      Let the client use one socket for each question, or ask over TCP; on Kubernetes put a DNS cache \
      on each node.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "dns-address-family-race", Layer.DNS, "The answer for one address family was lost", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return LookupLosses.judge(
        context,
        DnsAddressFamilyRaceRule::losses,
        QueryLoss::resolver,
        losses -> Optional.of(finding(losses)),
        "No client waited for the second of two address families.");
  }

  private static List<QueryLoss> losses(DnsLookup lookup) {
    return lookup.attempts().stream().flatMap(lost -> loss(lookup, lost).stream()).toList();
  }

  private static Optional<QueryLoss> loss(DnsLookup lookup, DnsAttempt lost) {
    return Repeats.after(lookup, lost)
        .flatMap(
            repeat ->
                Repeats.answeredSibling(lookup, lost, repeat)
                    .map(
                        answered ->
                            new QueryLoss(
                                lookup,
                                lost,
                                new TimeSpan(answered.answerNanos(), repeat.sentNanos()),
                                repeat.queryPacket())));
  }

  private static Finding finding(LookupLosses losses) {
    QueryLoss worst = losses.worst();
    return losses
        .enter(new FindingDraft(INFO, Party.NETWORK))
        .evidence(
            Evidence.duration("time lost", losses.lostNanos()),
            Evidence.text(
                "missing answer",
                DnsType.title(worst.attempt().type()),
                worst.attempt().queryPacket()),
            Evidence.duration("longest wait", worst.span().durationNanos(), worst.endPacket()),
            Evidence.text("resolver", worst.attempt().server().address().toString()),
            Evidence.text("names", losses.names()))
        .advice(
            "`options single-request-reopen` in `/etc/resolv.conf` (Kubernetes:"
                + " `dnsConfig.options`): one socket for each question. `options use-vc` asks over"
                + " TCP. musl (Alpine) knows neither.",
            "Kubernetes: NodeLocal DNSCache, which avoids connection tracking for DNS.",
            "Look for races where packets are tracked: `conntrack -S`, column `insert_failed`.")
        .finding(
            "The client waited {time lost} for a second address, IPv4 or IPv6, that it did not need",
            "A and AAAA of {names} were asked for at the same time, and only the {missing answer}"
                + " answer of {resolver} did not arrive. The client had an address already and"
                + " still waited {longest wait} before it asked again.");
  }
}
