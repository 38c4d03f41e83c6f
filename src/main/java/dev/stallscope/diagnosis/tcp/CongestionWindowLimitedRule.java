package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;

/** W03: the congestion window, not the receiver, limits. */
public final class CongestionWindowLimitedRule implements RoundTripRule {
  private static final String HELP =
      """
      ## What it is
      A sender limits what is in flight by what the path seemed to bear. After losses that limit is \
      low, and each round trip carries little.

      ## How it is recognised
      The receiver had room, the next data left as soon as an ACK came, and losses had come before. \
      Such waits count from 40 ms in total between one client and one server. Where more than one \
      packet in a thousand was lost, their time is told of with the losses (`packet-loss`).

      ## What it is mistaken for
      Slow start at the beginning of a connection, which is no fault. A small buffer: there nothing \
      was lost.

      ## What to do
      Find the losses. A loss-based congestion control makes no more than 1.22 segments in each round \
      trip over the root of the share lost (Mathis et al. 1997); BBR keeps its rate under random loss.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "congestion-window-limited", Layer.TCP, "The congestion window limits the rate", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return DataWaits.judge(
        context, StallCause.CONGESTION_WINDOW_LIMITED, CongestionWindowLimitedRule::finding);
  }

  private static final double MATHIS = 1.22;

  private static Finding finding(DataWaits waits) {
    DirectionFacts facts = waits.facts();
    double loss = facts.losses().ratio().orElse(0);
    FindingDraft draft =
        waits
            .draft(INFO, Party.NETWORK)
            .evidence(Evidence.bytes("largest flight", facts.maxInFlightBytes()));
    String room = "";
    if (facts.windows().maxBytes() >= 0) {
      draft.evidence(Evidence.bytes("receiver's window", facts.windows().maxBytes()));
      room = ", although the {receiver} offered room for {receiver's window}";
    }
    if (facts.losses().lostSegments() > 0) {
      draft.evidence(Evidence.count("lost segments", facts.losses().lostSegments(), "packet"));
    }
    if (loss > 0) {
      draft.evidence(Evidence.share("share lost", loss));
    }
    String ceiling = "";
    if (loss > 0 && waits.roundTripNanos() > 0) {
      int segment = waits.connection().side(waits.direction()).mss();
      draft.evidence(
          Evidence.rate(
              "rate that losses allow",
              waits.rateOf(Math.round(MATHIS * segment / Math.sqrt(loss)))));
      ceiling = " With so many losses about {rate that losses allow} are possible.";
    }
    return draft
        .advice(
            "Find where packets are dropped: `ip -s link` and `ethtool -S` on both hosts, Wi-Fi,"
                + " a link at its limit.",
            "On the {sender} (Linux): `sysctl net.ipv4.tcp_congestion_control=bbr` with"
                + " `sysctl net.core.default_qdisc=fq`.")
        .finding(
            "After losses the {sender} sent little in each round trip: {time lost}",
            told(facts, loss)
                + ", and the {sender} took it for congestion and kept little in flight"
                + room
                + " ({waits}, the longest {longest wait})."
                + ceiling);
  }

  /** Near the sender what was lost before the capture point is seen only by its repair. */
  private static String told(DirectionFacts facts, double loss) {
    if (loss > 0) {
      return "{share lost} of the data was lost"
          + (facts.losses().lostSegments() > 0 ? " ({lost segments})" : "");
    }
    return facts.losses().lostSegments() > 0
        ? "{lost segments} lost"
        : "Packets were missing and had to be sent again";
  }
}
