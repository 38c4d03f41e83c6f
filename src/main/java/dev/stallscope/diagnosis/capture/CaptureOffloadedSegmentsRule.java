package dev.stallscope.diagnosis.capture;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.measure.Layer;
import java.util.List;

/** Q5: the capture was taken above a network card that cuts and joins segments. */
public final class CaptureOffloadedSegmentsRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      To save work, the operating system hands the network card pieces of up to 64 kB, and the card \
      cuts them into packets (TSO); on the way in it joins packets (GRO). A capture on such a host \
      sees the large pieces, which never were on the wire.

      ## How it is recognised
      TCP segments carried more than the largest segment that the peer accepts (MSS). They are \
      counted as the packets that were on the wire.

      ## What it is mistaken for
      A path with a wrong MTU: nothing is wrong here.

      ## What to do
      Nothing. Only who has to see single packets turns it off while capturing.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "capture-offloaded-segments",
          Layer.CAPTURE,
          "Segments larger than a packet can be",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    FlaggedConnections flagged = FlaggedConnections.with(context, CaptureQuality.OFFLOAD);
    if (flagged.all() == 0) {
      return FlaggedConnections.noConnection();
    }
    if (flagged.isEmpty()) {
      return new RuleOutcome.Clear(
          "No segment was larger than its MSS. TCP connections looked at: %,d."
              .formatted(flagged.all()));
    }
    FindingDraft draft =
        new FindingDraft(INFO, Party.NOBODY)
            .atMost(Severity.INFO)
            .evidence(Evidence.text("connections with large segments", flagged.share()))
            .advice(
                "Nothing has to be done. To see single packets, turn it off while capturing:"
                    + " `ethtool -K eth0 tso off gso off gro off`.");
    return new RuleOutcome.Found(
        List.of(
            flagged
                .enter(draft, context.measurements().capture())
                .finding(
                    "Segments larger than a packet in {connections with large segments}",
                    "The capture was taken above a network card that cuts and joins segments"
                        + " itself. Such segments are counted as the packets they were on the"
                        + " wire.")));
  }
}
