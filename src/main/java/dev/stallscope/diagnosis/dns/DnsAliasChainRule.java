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
import dev.stallscope.net.Transport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** DN07: a name leads to its address over three or more aliases. */
public final class DnsAliasChainRule implements Rule {
  /** What a resolver did beyond the path can only be guessed from outside. */
  private static final double CONFIDENCE = 0.6;

  private static final String HELP =
      """
      ## What it is
      An alias (CNAME) says: ask for that other name instead. Each alias in a chain may be in another \
      zone, and a resolver that does not know it has to ask there, one after the other.

      ## How it is recognised
      An answer led over at least 3 aliases from the name asked to its data. Charged is what that \
      answer took beyond the path, which the resolver's quickest answer shows; an answer that the \
      resolver had at hand cost nothing.

      ## What it is mistaken for
      A slow resolver: it is slow for names without aliases too, see dns-slow-answer.

      ## What to do
      Let the name point to its last alias, or use the provider's record that resolves by itself.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "dns-alias-chain", Layer.DNS, "A name leads to its address over many aliases", HELP);

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
        loss -> loss.lookup().name(),
        losses -> Optional.of(finding(losses)),
        "No name led over three or more aliases.");
  }

  private static List<QueryLoss> losses(DnsLookup lookup, ResolverTimes times) {
    return lookup.attempts().stream()
        .filter(attempt -> AliasChains.isChain(attempt) && attempt.transport() == Transport.UDP)
        .map(
            attempt ->
                new QueryLoss(lookup, attempt, times.beyondPath(attempt), attempt.answerPacket()))
        .toList();
  }

  private static Finding finding(LookupLosses losses) {
    DnsAttempt longest =
        losses.losses().stream()
            .map(QueryLoss::attempt)
            .max(Comparator.comparingInt(DnsAttempt::aliases))
            .orElseThrow();
    DnsAttempt worst = losses.worst().attempt();
    return losses
        .enter(new FindingDraft(INFO, Party.SERVER_OPERATIONS))
        .atMost(Severity.MAJOR)
        .confidence(CONFIDENCE)
        .evidence(
            Evidence.text(
                "aliases",
                longest.aliases() == 1 ? "1 alias" : "%d aliases".formatted(longest.aliases()),
                longest.answerPacket()),
            Evidence.duration(
                "slowest answer",
                worst.answerNanos() - worst.sentNanos(),
                worst.queryPacket(),
                worst.answerPacket()),
            Evidence.duration("time beyond the path", losses.lostNanos()),
            Evidence.text("name", longest.name()))
        .advice(
            "Let the name point to the last alias, or to the address, directly.",
            "Use the provider's ALIAS, ANAME or flattened CNAME record, which it resolves itself.",
            "Give the aliases a longer TTL: then resolvers keep the chain.")
        .finding(
            "A name leads to its address over {aliases}",
            "The resolver had to follow {aliases} from {name}; the slowest such answer took"
                + " {slowest answer}, and {time beyond the path} in all went beyond the path to"
                + " the resolver.");
  }
}
