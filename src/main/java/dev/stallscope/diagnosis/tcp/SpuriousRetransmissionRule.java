package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** L10: the acknowledgment was late or lost, and data were sent again for nothing. */
public final class SpuriousRetransmissionRule implements Rule {
  /** Below a minor loss of time (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  private static final String HELP =
      """
      ## What it is
      The data had arrived, but their acknowledgments were lost or late. The sender took them for \
      lost, waited for its timer, sent them again for nothing, and slowed down.

      ## How it is recognised
      The receiver reported that it had got the same bytes twice (D-SACK, RFC 2883), or had \
      acknowledged them before they came again, or an acknowledgment that answers the first copy \
      came right after the second (RFC 3522). Waits count from 10 ms together.

      ## What it is mistaken for
      Loss: Wireshark calls both a retransmission. Duplicates made by the capture have the same IP \
      identification and come within 2 ms.

      ## What to do
      Look at the way back: acknowledgments get lost where uploads fill a narrow link. Timestamps \
      and F-RTO let the sender notice its mistake.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "spurious-retransmission",
          Layer.TCP,
          "Data were sent again although they had arrived",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> finding(context, group),
        () -> "Nobody waited because of a needless repetition. " + CaptureText.segments(context),
        StallCause.SPURIOUS_RETRANSMISSION);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    HostTraffic traffic = HostTraffic.mostNeedless(context, group);
    boolean isCounted = traffic.needlessSegments() > 0;
    FindingDraft draft =
        new FindingDraft(INFO, Party.NETWORK)
            .waits(group)
            .word("sender", traffic.sender())
            .evidence(Evidence.duration("time waited", group.durationNanos()));
    if (isCounted) {
      draft.evidence(Evidence.count("needless repetitions", traffic.needlessSegments(), "packet"));
    }
    return Optional.of(
        draft
            .evidence(
                Evidence.duration("longest wait", group.worst().durationNanos()),
                traffic.roundTripEvidence())
            .advice(
                "Look at the direction back to the {sender}: an upload that fills the link delays"
                    + " and drops acknowledgments; limit it or use `fq_codel` there.",
                "Keep TCP timestamps and F-RTO on at the sender: `net.ipv4.tcp_timestamps=1`,"
                    + " `net.ipv4.tcp_frto=2`.")
            .finding(
                isCounted
                    ? "{needless repetitions} sent again for nothing; {time waited} waited"
                    : "Acknowledgments did not come in time; {time waited} waited",
                "What the {sender} sent had arrived, but the acknowledgments were lost or late, up"
                    + " to {longest wait}. "
                    + (isCounted
                        ? "It took the data for lost, sent them again and slowed down."
                        : "It waited for a timer before it went on.")));
  }
}
