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
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Optional;

/** DN03: names of the search list that do not exist were asked for first. */
public final class DnsSearchExpansionRule implements Rule {
  /** The lower limit of a minor loss. */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  private static final String HELP =
      """
      ## What it is
      A name with few dots is first tried with each domain of the search list appended. Kubernetes \
      sets `ndots:5`, so that even `api.example.com` is tried with three or more domains before it \
      is asked for as it stands.

      ## How it is recognised
      Names that do not exist, each answered, were followed within 10 ms by the same first label \
      elsewhere, or within 200 ms by the name without its domain or with another one, and the last \
      of them was found. At least 10 ms were lost in total. Charged is the \
      time from the first query to the first query for the name that exists.

      ## What it is mistaken for
      A wrong name: there nothing is found in the end, see dns-error.

      ## What to do
      Write the name with a dot at its end, or lower `ndots`.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "dns-search-expansion", Layer.DNS, "Names that do not exist were asked first", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return LookupLosses.judge(
        context,
        DnsSearchExpansionRule::losses,
        QueryLoss::resolver,
        DnsSearchExpansionRule::finding,
        "No name was found only after others that do not exist.");
  }

  private static List<QueryLoss> losses(DnsLookup lookup) {
    if (lookup.searched().isEmpty() || lookup.rcode() != DnsRcode.NOERROR) {
      return List.of();
    }
    DnsAttempt first = lookup.attempts().getFirst();
    return lookup.attempts().stream()
        .filter(attempt -> attempt.name().equals(lookup.name()))
        .findFirst()
        .map(
            right ->
                new QueryLoss(
                    lookup,
                    first,
                    new TimeSpan(first.sentNanos(), right.sentNanos()),
                    right.queryPacket()))
        .stream()
        .toList();
  }

  private static Optional<Finding> finding(LookupLosses losses) {
    if (losses.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    QueryLoss worst = losses.worst();
    List<String> tried =
        losses.losses().stream()
            .flatMap(loss -> loss.lookup().searched().stream())
            .distinct()
            .toList();
    return Optional.of(
        losses
            .enter(new FindingDraft(INFO, Party.CLIENT_APPLICATION))
            .evidence(
                Evidence.duration(
                    "time lost",
                    losses.lostNanos(),
                    worst.attempt().queryPacket(),
                    worst.endPacket()),
                Evidence.count("names tried", tried.size(), "name"),
                Evidence.text("tried in vain", LookupLosses.listed(tried)),
                Evidence.text("names found", losses.names()))
            .advice(
                "Write the name with a dot at its end (`api.example.com.`): then the search list is"
                    + " not used.",
                "Kubernetes: `dnsConfig: {options: [{name: ndots, value: \"1\"}]}` in the pod's"
                    + " specification; or the CoreDNS plugin `autopath`.",
                "Shorten the list `search` in `/etc/resolv.conf`.")
            .finding(
                "{time lost} went into asking for names that do not exist ({names tried})",
                "Before {names found} the client asked for {tried in vain}, because its search list"
                    + " was tried first. Each of them cost a journey to the resolver."));
  }
}
