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
import dev.stallscope.measure.account.ResolverReach;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.dns.DnsType;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.Optional;

/** DN04: the resolver took long to answer. */
public final class DnsSlowAnswerRule implements Rule {
  /** A resolver that has to ask others takes longer than one that knows, not ten times longer. */
  private static final int MEDIANS = 10;

  /** With fewer answers a median says nothing. */
  private static final int LEAST_ANSWERS = 4;

  /** Where no quicker answers of the resolver show what it can do. */
  private static final long SLOW_ALONE_NANOS = Nanos.ofMillis(200);

  private static final String HELP =
      """
      ## What it is
      A resolver that knows a name answers in one journey. One that has to ask others first, over \
      long paths or servers that do not answer, keeps the client waiting meanwhile.

      ## How it is recognised
      An answer took more than 100 ms beyond the path and more than 10 times the median of that \
      resolver. With fewer than 4 answers of a resolver to compare, or where most of them took as \
      long: more than 200 ms instead. The path is what the resolver's quickest answer took, but no \
      more than a TCP connection to the same host; where there is none, no more than 100 ms, or \
      what the nearest server that the client connected to took, if that is longer.

      ## What it is mistaken for
      An answer over 3 or more aliases, which is named as such. \
      A lost query: that one was asked again, see dns-timeout. A failure that came late is dns-error, an \
      answer over many aliases dns-alias-chain.

      ## What to do
      Use a resolver that is near and caches, and look at how it reaches the servers of the zone.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("dns-slow-answer", Layer.DNS, "The resolver took long to answer", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    ResolverTimes times = ResolverTimes.of(context.measurements());
    return LookupLosses.judge(
        context,
        lookup -> losses(lookup, times),
        QueryLoss::resolver,
        losses -> Optional.of(finding(losses, times)),
        "No answer was slow for its resolver.");
  }

  private static List<QueryLoss> losses(DnsLookup lookup, ResolverTimes times) {
    return lookup.attempts().stream()
        .filter(attempt -> attempt.isAnswered() && attempt.transport() == Transport.UDP)
        .filter(attempt -> !attempt.isServerTrouble() && !AliasChains.isChain(attempt))
        .filter(attempt -> isSlow(attempt, times))
        .map(
            attempt ->
                new QueryLoss(lookup, attempt, times.beyondPath(attempt), attempt.answerPacket()))
        .toList();
  }

  private static boolean isSlow(DnsAttempt attempt, ResolverTimes times) {
    long response = attempt.answerNanos() - attempt.sentNanos();
    long median = times.medianNanos(attempt);
    boolean isAlone =
        times.count(attempt) < LEAST_ANSWERS
            || median > SLOW_ALONE_NANOS && asksForAddress(attempt);
    return times.beyondPath(attempt).durationNanos() > ResolverReach.SLOW_NANOS
        && response > (isAlone ? SLOW_ALONE_NANOS : MEDIANS * median);
  }

  /** Tunnels carry their data in other records, and hold answers back until there are some. */
  private static boolean asksForAddress(DnsAttempt attempt) {
    return attempt.type() == DnsType.A || attempt.type() == DnsType.AAAA;
  }

  private static Finding finding(LookupLosses losses, ResolverTimes times) {
    DnsAttempt worst = losses.worst().attempt();
    return losses
        .enter(new FindingDraft(INFO, Party.RESOLVER))
        .evidence(
            Evidence.duration("time lost", losses.lostNanos()),
            Evidence.count("slow answers", losses.losses().size(), "slow answer"),
            Evidence.duration(
                "slowest answer",
                worst.answerNanos() - worst.sentNanos(),
                worst.queryPacket(),
                worst.answerPacket()),
            Evidence.duration("median answer", times.medianNanos(worst)),
            Evidence.text("resolver", worst.server().address().toString()),
            Evidence.text("names", losses.names()))
        .advice(
            "Use a caching resolver near the client: systemd-resolved, dnsmasq, unbound, NodeLocal"
                + " DNSCache.",
            "Look at how the resolver reaches the zone's servers: a dead forwarder or a lame name"
                + " server costs seconds (`dig +trace NAME`).",
            "Raise TTLs of a few seconds, and let the resolver refresh names before they expire"
                + " (unbound: `prefetch: yes`).")
        .finding(
            "The resolver took {slowest answer} to answer",
            "The resolver {resolver} answered {names} late ({slow answers}; half of its answers"
                + " took {median answer} or less)."
                + (losses.areForConnecting() ? " The client could not connect before." : ""));
  }
}
