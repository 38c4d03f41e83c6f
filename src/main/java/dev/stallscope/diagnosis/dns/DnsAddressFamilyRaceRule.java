package dev.stallscope.diagnosis.dns;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.measure.Layer;
import dev.stallscope.protocol.dns.DnsType;
import java.util.List;
import java.util.Optional;

/** DN02: one address family was answered, the other was lost, and the client waited for it. */
public final class DnsAddressFamilyRaceRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      Most clients ask for a name's IPv4 and IPv6 addresses (A and AAAA) at the same time, from one \
      port. Connection tracking in Linux, on the way to a cluster's DNS for example, can lose one of \
      two packets that race like this. Other resolvers answer for A and never for AAAA. The client has \
      an address, and yet waits for the other answer.

      ## How it is recognised
      A and AAAA left within 5 ms, one was answered, and the other was asked again at least 200 ms \
      later (glibc: 5 s), or the client connected without it. Charged is the time from the answer to \
      that repetition. Where two and more waits for one family brought no answer, the resolver does \
      not answer for it, and has to; else the path lost it.

      ## What it is mistaken for
      A resolver that does not answer at all: then both are missing, see dns-timeout. An answer for \
      the second family that is only late is dns-slow-answer.

      ## What to do
      Let the client use one socket for each question, or ask over TCP; on Kubernetes put a DNS cache \
      on each node. A resolver that has no IPv6 address for a name has to say so.
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
        loss -> new Sides(loss.resolver(), isSilent(loss)),
        losses -> Optional.of(isSilent(losses.worst()) ? silence(losses) : race(losses)),
        "No client waited for the second of two address families.");
  }

  /** Who did not hear from whom, and whether that was always so. */
  private record Sides(QueryLoss.Resolver resolver, boolean isSilent) {}

  private static boolean isSilent(QueryLoss loss) {
    return loss.lookup().isSilentFor(loss.attempt());
  }

  private static List<QueryLoss> losses(DnsLookup lookup) {
    return lookup.attempts().stream()
        .flatMap(lost -> Repeats.wait(lookup, lost).stream())
        .flatMap(
            wait ->
                wait.answeredFamily().map(answered -> wait.since(answered.answerNanos())).stream())
        .toList();
  }

  private static FindingDraft draft(LookupLosses losses, Party party) {
    QueryLoss worst = losses.worst();
    return losses
        .enter(new FindingDraft(INFO, party))
        .evidence(
            Evidence.duration("time lost", losses.lostNanos()),
            Evidence.text(
                "missing answer",
                DnsType.title(worst.attempt().type()),
                worst.attempt().queryPacket()),
            Evidence.duration("longest wait", worst.span().durationNanos(), worst.endPacket()),
            Evidence.text("resolver", worst.attempt().server().address().toString()),
            Evidence.text("names", losses.names()));
  }

  private static Finding silence(LookupLosses losses) {
    return draft(losses, Party.RESOLVER)
        .evidence(Evidence.count("unanswered questions", losses.losses().size(), "question"))
        .advice(
            "Let the resolver, or the zone's own server, answer every question: where there is no"
                + " such address, with NOERROR and no record.",
            "Until then ask for IPv4 only: `options no-aaaa` in `/etc/resolv.conf` (glibc 2.36),"
                + " aiohttp `TCPConnector(family=socket.AF_INET)`.",
            "Shorten the wait: `options timeout:1 attempts:1` in `/etc/resolv.conf` (Kubernetes:"
                + " `dnsConfig.options`).")
        .finding(
            "The client waited {time lost} for {missing answer} answers that never came",
            "{resolver} answered for one kind of address of {names} and left {unanswered questions}"
                + " for the other ({missing answer}) without an answer. The client had an address"
                + " already and still waited, up to {longest wait} each time.");
  }

  private static Finding race(LookupLosses losses) {
    return draft(losses, Party.NETWORK)
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
