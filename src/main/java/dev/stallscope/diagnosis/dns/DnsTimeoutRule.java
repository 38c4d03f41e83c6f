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
import java.util.List;
import java.util.Optional;

/** DN01: a query went unanswered, and the client waited before it asked again. */
public final class DnsTimeoutRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      Queries mostly travel over UDP, which repeats nothing by itself. When a query or its answer is \
      lost, or the resolver is down, the client waits for a fixed time before it asks again: 5 s \
      with glibc and Go, 2.5 s with musl, 1 s with Windows and browsers.

      ## How it is recognised
      A query without an answer was followed, at least 200 ms later, by the same question from the \
      same client, with a new id, another port or to another resolver. Charged is the time between. \
      After the last query the client may wait as long once more and then connect with the answer \
      that it has for the other address family.

      ## What it is mistaken for
      Two programs that ask for the same name, each with its answer. And where the answer for one \
      address family came and only the other is missing, see dns-address-family-race. Questions by \
      multicast (mDNS, LLMNR) never count: nobody has to answer them.

      ## What to do
      Repair or remove the resolver that does not answer, and shorten the client's wait.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("dns-timeout", Layer.DNS, "A DNS query went unanswered", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return LookupLosses.judge(
        context,
        DnsTimeoutRule::losses,
        QueryLoss::resolver,
        losses -> Optional.of(finding(losses)),
        "No query had to be asked again for want of an answer.");
  }

  private static List<QueryLoss> losses(DnsLookup lookup) {
    return lookup.attempts().stream()
        .flatMap(lost -> Repeats.wait(lookup, lost).stream())
        .filter(wait -> wait.answeredFamily().isEmpty())
        .toList();
  }

  private static Finding finding(LookupLosses losses) {
    QueryLoss worst = losses.worst();
    return losses
        .enter(new FindingDraft(INFO, Party.RESOLVER))
        .evidence(
            Evidence.duration("time lost", losses.lostNanos()),
            Evidence.count("unanswered questions", losses.losses().size(), "question"),
            Evidence.duration(
                "longest wait",
                worst.span().durationNanos(),
                worst.attempt().queryPacket(),
                worst.endPacket()),
            Evidence.text("resolver", worst.attempt().server().address().toString()),
            Evidence.text("names", losses.names()))
        .advice(
            "Repair the resolver or the way to it, or take it out of `/etc/resolv.conf`.",
            "Shorten the wait: `options timeout:1 attempts:2 rotate` in `/etc/resolv.conf`"
                + " (Kubernetes: `dnsConfig.options`).",
            "Put a cache near the client: systemd-resolved, dnsmasq, NodeLocal DNSCache.")
        .finding(
            "The client waited {time lost} for DNS answers that did not come",
            "The resolver {resolver} left {unanswered questions} without an answer, for {names}."
                + " The client asked again only when its own timeout had passed, the longest after"
                + " {longest wait}.");
  }
}
