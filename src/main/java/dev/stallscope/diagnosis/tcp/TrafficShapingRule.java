package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.DirectionFacts.RateLimit;
import dev.stallscope.measure.Layer;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/** A rate limit that sets in after a burst, by queueing (STALLS 4.2). */
public final class TrafficShapingRule implements RoundTripRule {
  private static final String HELP =
      """
      ## What it is
      Some networks let the beginning of a transfer pass fast and slow the rest down to a rate: a \
      token bucket with a queue. Packets wait, and are lost only where the queue is full. Mobile plans, cloud instances with \
      burst credits and container networks do so.

      ## How it is recognised
      Within the first 5 s the rate fell to two thirds or less and then kept steady for 3 s or \
      more, within 10 % or never further from its mean than a fifth of what came in the burst, while \
      round trips doubled and less than 1 % was lost. Time lost is what the rest took longer than \
      at the first rate.

      ## What it is mistaken for
      A path of one rate, which has no burst: then only its queue shows, see bufferbloat. A server \
      that slows down: there no queue grows. A policer, which drops.

      ## What to do
      Ask who sets the limit; send less; or spread transfers, so that the burst is enough for each.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "traffic-shaping", Layer.TCP, "The path slows transfers down after a burst", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return FlowFacts.judge(context, DirectionFacts::shaping, TrafficShapingRule::finding);
  }

  private static Finding finding(FlowFacts<RateLimit> flows) {
    RateLimit limit = flows.flows().getFirst().fact();
    List<TimeClaim> claims = new ArrayList<>();
    for (FlowFacts.Flow<RateLimit> flow : flows.flows()) {
      claims.addAll(
          flows
              .context()
              .claims(
                  flow.connection(),
                  new TimeSpan(flow.fact().changeNanos(), flow.fact().endNanos()),
                  slowerShare(flow.fact())));
    }
    FindingDraft draft =
        flows
            .begin(new FindingDraft(INFO, Party.NETWORK))
            .word("drops", isLossy(flows) ? "little was dropped" : "nothing was dropped");
    claims.forEach(draft::claim);
    return draft
        .confidence(0.85)
        .evidence(
            Evidence.duration("time lost", claims.stream().mapToLong(TimeClaim::lostNanos).sum()),
            Evidence.rate("rate at first", limit.firstRateBitsPerSecond()),
            Evidence.rate("rate after", limit.steadyRateBitsPerSecond(), limit.changePacket()),
            Evidence.bytes("burst", limit.burstBytes()))
        .advice(
            "Ask who sets the limit for a higher rate: the mobile or access plan, the cloud"
                + " instance type (network burst credits), Kubernetes"
                + " `kubernetes.io/egress-bandwidth`, or a `tc tbf` of one's own"
                + " (`tc -s qdisc show dev IF`).",
            "Send less, so that the burst is enough: compress (nginx `gzip on`, Starlette"
                + " `GZipMiddleware`), page long lists, let caches answer.")
        .finding(
            "After a burst the path slowed the {sender} down to {rate after}: {time lost}",
            "At first {rate at first} passed; after {burst} above the limit only {rate after} did,"
                + " steadily, and round trips grew while {drops}: a device on the way"
                + " queues what exceeds its rate. At the first rate the rest would have taken {time"
                + " lost} less.");
  }

  private static boolean isLossy(FlowFacts<RateLimit> flows) {
    return flows.flows().stream()
        .map(flow -> flows.context().facts(flow.connection()).direction(flows.direction()))
        .anyMatch(facts -> facts.losses().lostSegments() > 0);
  }

  private static double slowerShare(RateLimit limit) {
    return 1 - limit.steadyRateBitsPerSecond() / (double) limit.firstRateBitsPerSecond();
  }
}
