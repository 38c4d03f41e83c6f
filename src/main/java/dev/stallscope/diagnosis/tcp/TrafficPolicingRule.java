package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.DirectionFacts.TokenBucket;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.List;

/** L12: a token bucket drops what exceeds a rate. */
public final class TrafficPolicingRule implements RoundTripRule {
  /** Rates of two connections that agree so far are one policer's (STALLS 7, 23). */
  private static final double AGREEING_SHARE = 0.15;

  /** Without a second connection or a burst that tells of a bucket it is a suspicion. */
  private static final double SUSPECTED = 0.5;

  private static final String HELP =
      """
      ## What it is
      Some networks enforce a rate by dropping: a burst passes, then everything above the rate is \
      lost. The sender repairs and slows down again and again.

      ## How it is recognised
      Losses and passes fit one token bucket (Flach et al., SIGCOMM 2016): at least 15 losses in 3 \
      slices, no growing delay before them. Where the sender rested meanwhile, which fills the bucket, \
      the parts between its rests fit by themselves, two or more at one rate. Connections between \
      the same two hosts share the bucket and are fitted together. In a capture next to the \
      receiver, what was lost is known by the holes that were filled a round trip later; there the \
      bucket must have been seen full, 5 slices are asked for, and in each the first repair must have \
      taken no longer than a round trip. It is certain where the burst was 30 kB or more, or where \
      two connections show the same rate within 15 %; else it is suspected, and no rate is given.

      ## What it is mistaken for
      A full queue: there round trips grow before each loss. And random loss, which follows no rate.

      ## What to do
      Send below the rate, or have the rate raised or shaped.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("traffic-policing", Layer.TCP, "A policer drops what exceeds a rate", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.ROOT_CAUSE;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return FlowFacts.judge(context, DirectionFacts::policing, TrafficPolicingRule::finding);
  }

  private static Finding finding(FlowFacts<TokenBucket> flows) {
    TokenBucket bucket = clearest(flows);
    List<TimeClaim> claims = flows.claims(StallCause.TRAFFIC_POLICING);
    FindingDraft draft = flows.begin(new FindingDraft(INFO, Party.NETWORK));
    claims.forEach(draft::claim);
    draft
        .span(new TimeSpan(bucket.startNanos(), bucket.endNanos()))
        .evidence(
            Evidence.duration("time lost", claims.stream().mapToLong(TimeClaim::lostNanos).sum()),
            Evidence.count(
                "lost segments",
                flows.flows().stream()
                    .map(FlowFacts.Flow::fact)
                    .distinct()
                    .mapToLong(TokenBucket::lostSegments)
                    .sum(),
                "packet",
                bucket.firstLostPacket(),
                bucket.lastLostPacket()),
            Evidence.share("share lost", bucket.lossRatio()),
            Evidence.bytes("burst before the first loss", bucket.burstBytes()));
    return isCertain(flows) ? certain(draft, bucket) : suspected(draft);
  }

  private static TokenBucket clearest(FlowFacts<TokenBucket> flows) {
    return flows.flows().stream()
        .map(FlowFacts.Flow::fact)
        .max(
            Comparator.<TokenBucket>comparingInt(bucket -> bucket.isRateReliable() ? 1 : 0)
                .thenComparingInt(TokenBucket::lostSegments))
        .orElseThrow();
  }

  private static boolean isCertain(FlowFacts<TokenBucket> flows) {
    List<TokenBucket> buckets =
        flows.flows().stream().map(FlowFacts.Flow::fact).distinct().toList();
    for (int i = 0; i < buckets.size(); i++) {
      if (buckets.get(i).isRateReliable()) {
        return true;
      }
      for (TokenBucket other : buckets.subList(i + 1, buckets.size())) {
        double ratio = buckets.get(i).rateBitsPerSecond() / (double) other.rateBitsPerSecond();
        if (ratio >= 1 - AGREEING_SHARE && ratio <= 1 / (1 - AGREEING_SHARE)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Finding certain(FindingDraft draft, TokenBucket bucket) {
    return advice(draft.evidence(Evidence.rate("rate", bucket.rateBitsPerSecond())).confidence(0.9))
        .finding(
            "A rate limit of {rate} that drops packets cost {time lost}",
            "A device on the way let {burst before the first loss} pass and then dropped what"
                + " exceeds {rate}: {lost segments}, {share lost} of the data. Round trips did not"
                + " grow before the losses, so no queue was full; the {sender} had to send again"
                + " and slowed down.");
  }

  private static Finding suspected(FindingDraft draft) {
    return advice(draft.confidence(SUSPECTED))
        .finding(
            "A rate limit that drops packets is suspected; losses cost {time lost}",
            "{lost segments}, {share lost} of the data from the {sender}, were lost in a way that"
                + " fits a device which drops what exceeds a rate. The burst before the first loss"
                + " was only {burst before the first loss}, which a small queue explains as well.");
  }

  private static FindingDraft advice(FindingDraft draft) {
    return draft.advice(
        "On the {sender} (Linux): pace below the rate with the `fq` qdisc"
            + " (`tc qdisc replace dev IF root fq maxrate 1200kbit`, or `SO_MAX_PACING_RATE` on the"
            + " socket), or `sysctl net.ipv4.tcp_congestion_control=bbr`; nginx `limit_rate 150k`.",
        "Ask who sets the limit (provider, cloud instance type, container network) for a higher"
            + " rate, or for shaping instead of policing: a queue delays where a policer drops.");
  }
}
