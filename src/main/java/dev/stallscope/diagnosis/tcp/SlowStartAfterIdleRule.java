package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.measure.DirectionFacts.IdleRestart;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;

/** W02: the congestion window collapsed while the connection rested. */
public final class SlowStartAfterIdleRule implements RoundTripRule {
  private static final String HELP =
      """
      ## What it is
      After a rest longer than its retransmission timeout Linux forgets how much the path can carry and \
      starts with ten segments again (RFC 5681 section 4.1). Each doubling costs a round trip.

      ## How it is recognised
      Nothing was sent for longer than the retransmission timeout, before it more than twenty segments \
      had been in flight, after it no more than twelve, doubling with each round trip. Such waits count \
      from 40 ms in total between one client and one server.

      ## What it is mistaken for
      A new connection, which has to start slowly. And a server that pauses: there the window is open \
      and the silence is not ended by an ACK.

      ## What to do
      Switch the reset off on senders of bursts over kept connections.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "slow-start-after-idle", Layer.TCP, "A rested connection started slowly again", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return DataWaits.judge(
        context, StallCause.SLOW_START_AFTER_IDLE, SlowStartAfterIdleRule::finding);
  }

  private static Finding finding(DataWaits waits) {
    FindingDraft draft = waits.draft(INFO, waits.senderSystem());
    waits.facts().restart().ifPresent(restart -> addEvidence(draft, restart));
    String before =
        waits.facts().restart().isPresent()
            ? "The {sender} had {in flight before} in flight, rested for {rest}, and began again"
                + " with {in flight after}"
            : "The {sender} had been fast, rested, and began again with few packets in flight";
    return draft
        .advice(
            "On the {sender} (Linux): `sysctl -w net.ipv4.tcp_slow_start_after_idle=0`, for good in"
                + " `/etc/sysctl.d/`; in a container it is set for its network namespace"
                + " (`docker run --sysctl`, Kubernetes `securityContext.sysctls`).",
            "Or send less after the rest: compression and smaller answers need fewer round trips.")
        .finding(
            "A rest made the {sender} slow again: {time lost}",
            before + ": {waits} of a round trip of {round trip} until it was as fast as before.");
  }

  private static void addEvidence(FindingDraft draft, IdleRestart restart) {
    draft.evidence(
        Evidence.duration("rest", restart.idleNanos(), restart.packet()),
        Evidence.bytes("in flight before", restart.flightBeforeBytes()),
        Evidence.bytes("in flight after", restart.flightAfterBytes()));
  }
}
