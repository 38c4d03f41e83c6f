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

/** L02, L03, L06, L07: the sender noticed a loss only by its retransmission timer. */
public final class RetransmissionTimeoutRule implements Rule {
  /** Below a minor loss of time (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  private static final String HELP =
      """
      ## What it is
      A sender usually learns of a loss within a round trip, from the packets behind it. Where too \
      few are under way, or the repetition is lost as well, only the retransmission timer is left: \
      200 ms at least on Linux, doubled each time it runs out again.

      ## How it is recognised
      A segment was sent again after silence as long as the timer (RFC 6298: smoothed round trip \
      plus four times its variation), and no acknowledgment had asked for it. Waits count from 10 \
      ms together, less the one round trip that any repair needs.

      ## What it is mistaken for
      Probes of a closed window have the same rhythm, but there the receiver said stop \
      (`zero-window`). If everything in flight was lost it is `path-outage`; if only the end of a \
      message was, `tail-loss`.

      ## What to do
      Find the loss. On the sender, RACK and selective acknowledgment avoid most timeouts. Many \
      tiny answers on cold connections run into timers easily: keep connections warm.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "retransmission-timeout", Layer.TCP, "Lost packets were noticed only by a timer", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> finding(context, group),
        () -> "No timer ran out. " + CaptureText.segments(context),
        StallCause.RETRANSMISSION_TIMEOUT);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    HostTraffic traffic = HostTraffic.of(context, group);
    FindingDraft draft =
        new FindingDraft(INFO, Party.NETWORK)
            .waits(group)
            .word("sender", traffic.sender())
            .evidence(
                Evidence.duration("time waited", group.durationNanos()),
                Evidence.count("waits", group.count(), "wait"),
                Evidence.duration("longest wait", group.worst().durationNanos()),
                traffic.roundTripEvidence());
    if (traffic.lostSegments() > 0) {
      draft.evidence(Evidence.share("lost segments", traffic.lossShare()));
    }
    return Optional.of(
        draft
            .advice(
                "Look for the loss between the hosts: `ip -s link` on both, a congested link,"
                    + " Wi-Fi, a policer.",
                "Let the sender detect losses without its timer: `net.ipv4.tcp_sack=1`,"
                    + " `net.ipv4.tcp_recovery=1` (RACK), `net.ipv4.tcp_early_retrans=3`.",
                "Give calls a timeout and repeat what may be repeated: httpx `Timeout(10)`,"
                    + " requests `timeout=(3.05, 10)` with urllib3 `Retry(total=2,"
                    + " backoff_factor=0.2)`.")
            .finding(
                "Lost packets were sent again only after a timer: {waits}"
                    + (group.count() == 1 ? " of {time waited}" : ", {time waited} together"),
                "Packets from the {sender} were lost, and so little was under way that nothing told"
                    + " it. It sent them again only when its timer ran out; the longest such wait"
                    + " was {longest wait}"
                    + (traffic.minRoundTripNanos() >= 0
                        ? ", where a round trip takes {round trip}."
                        : ".")));
  }
}
