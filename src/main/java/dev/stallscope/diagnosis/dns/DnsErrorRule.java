package dev.stallscope.diagnosis.dns;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.DnsAttempt;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.measure.Layer;
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.protocol.dns.DnsType;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** DN08: the resolver answered that it could not or would not say, or that the name is wrong. */
public final class DnsErrorRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      A resolver answers with a code. SERVFAIL: it could not find out, often because the zone's \
      servers do not answer or DNSSEC does not fit. REFUSED: it does not serve this client. NXDOMAIN: \
      there is no such name.

      ## How it is recognised
      An answer with SERVFAIL, REFUSED, FORMERR or NOTIMP. Charged is the time from such a query to \
      the client's next one, or to the answer; where the addresses of the other family had come, only \
      what it came later. A lookup that ended with NXDOMAIN is told without \
      blame: it may just be a wrong name.

      ## What it is mistaken for
      Names of the search list, which often do not exist, see dns-search-expansion. Reverse lookups \
      of addresses without a name are left out.

      ## What to do
      For SERVFAIL and REFUSED repair the zone or the resolver; for NXDOMAIN look at the spelling.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("dns-error", Layer.DNS, "Name resolution answered with an error", HELP);

  /** Losses of one resolver with one code make one finding. */
  private record Group(QueryLoss.Resolver resolver, int rcode) {}

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return LookupLosses.judge(
        context,
        DnsErrorRule::losses,
        loss -> new Group(loss.resolver(), loss.attempt().rcode()),
        losses -> Optional.of(finding(losses)),
        "No lookup was answered with an error.");
  }

  private static List<QueryLoss> losses(DnsLookup lookup) {
    return lookup.attempts().stream()
        .filter(attempt -> attempt.isAnswered() && attempt.type() != DnsType.PTR)
        .filter(attempt -> attempt.isServerTrouble() || isWrongName(lookup, attempt))
        .map(attempt -> loss(lookup, attempt))
        .toList();
  }

  private static boolean isWrongName(DnsLookup lookup, DnsAttempt attempt) {
    return lookup.rcode() == DnsRcode.NXDOMAIN
        && attempt.rcode() == DnsRcode.NXDOMAIN
        && attempt.name().equals(lookup.name());
  }

  private static QueryLoss loss(DnsLookup lookup, DnsAttempt failed) {
    if (!failed.isServerTrouble()) {
      TimeSpan nothing = new TimeSpan(failed.answerNanos(), failed.answerNanos());
      return new QueryLoss(lookup, failed, nothing, failed.answerPacket());
    }
    OptionalLong otherFamily = otherFamilyNanos(lookup, failed);
    TimeSpan waited =
        otherFamily.isPresent()
            ? new TimeSpan(otherFamily.getAsLong(), failed.answerNanos())
            : new TimeSpan(failed.sentNanos(), nextNanos(lookup, failed));
    return new QueryLoss(lookup, failed, waited, failed.answerPacket());
  }

  /**
   * When the addresses of the other family had come by the time of the failure: the client goes on
   * with them (glibc does), and asks nobody else.
   */
  private static OptionalLong otherFamilyNanos(DnsLookup lookup, DnsAttempt failed) {
    return lookup.attempts().stream()
        .filter(other -> other.type() != failed.type() && other.name().equals(failed.name()))
        .filter(other -> other.rcode() == DnsRcode.NOERROR && other.records() > 0)
        .filter(other -> other.isAnsweredBy(failed.answerNanos()))
        .mapToLong(other -> Math.max(other.answerNanos(), failed.sentNanos()))
        .max();
  }

  private static long nextNanos(DnsLookup lookup, DnsAttempt failed) {
    return lookup.attempts().stream()
        .mapToLong(DnsAttempt::sentNanos)
        .filter(nanos -> nanos >= failed.answerNanos())
        .findFirst()
        .orElse(failed.answerNanos());
  }

  private static Finding finding(LookupLosses losses) {
    return losses.worst().attempt().isServerTrouble() ? trouble(losses) : wrongName(losses);
  }

  private static Finding trouble(LookupLosses losses) {
    QueryLoss worst = losses.worst();
    boolean isFatal = losses.losses().stream().anyMatch(loss -> loss.lookup().isFailed());
    return losses
        .enter(new FindingDraft(INFO, Party.RESOLVER))
        .atLeast(isFatal ? Severity.MAJOR : Severity.INFO)
        .evidence(
            Evidence.text(
                "code",
                DnsRcode.title(worst.attempt().rcode()),
                worst.attempt().queryPacket(),
                worst.endPacket()),
            Evidence.count("failed lookups", losses.lookups(), "lookup"),
            Evidence.duration("time lost", losses.lostNanos()),
            Evidence.text("resolver", worst.attempt().server().address().toString()),
            Evidence.text("names", losses.names()),
            Evidence.text(
                "outcome",
                isFatal ? "the name could not be resolved" : "another query found the name"))
        .advice(
            "SERVFAIL: ask the zone's own servers (`dig +trace NAME`), check DNSSEC (`dig +cd"
                + " NAME`: an answer now means that a signature does not fit).",
            "REFUSED: allow the client at the resolver (unbound: `access-control`, BIND:"
                + " `allow-recursion`).",
            "Take a resolver that fails out of `/etc/resolv.conf`, or put it last.")
        .finding(
            "The resolver answered {code} in {failed lookups}",
            "The resolver {resolver} answered {code} for {names}: it could not or would not say."
                + " This took {time lost}, and {outcome}.");
  }

  private static Finding wrongName(LookupLosses losses) {
    QueryLoss first = losses.losses().getFirst();
    return losses
        .enter(new FindingDraft(INFO, Party.CLIENT_APPLICATION))
        .atMost(Severity.INFO)
        .evidence(
            Evidence.text(
                "code",
                DnsRcode.title(first.attempt().rcode()),
                first.attempt().queryPacket(),
                first.endPacket()),
            Evidence.count("failed lookups", losses.lookups(), "lookup"),
            Evidence.text("resolver", first.attempt().server().address().toString()),
            Evidence.text("names", losses.names()))
        .advice(
            "Look at the spelling of the name where the client is configured.",
            "If the name is right, add it to its zone; a missing name is kept for the time that the"
                + " zone's SOA record says.")
        .finding(
            "{failed lookups} for names that do not exist",
            "The resolver {resolver} answered {code} for {names}: there is no such name. The client"
                + " cannot connect there.");
  }
}
