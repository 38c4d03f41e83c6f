package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** N02: a single late round trip without loss. */
public final class DelaySpikeRule implements RoundTripRule {
  /** Below a minor loss of time (STALLS 2.5: 40 ms). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      Packets of the other side's system came far later than usual, and nothing was lost. Radio \
      links that repeat on their own, other traffic on the link, or a host that stood still for a \
      moment (a virtual machine that was not scheduled) do that.

      ## How it is recognised
      An acknowledgment came later than twice the usual round trip and at least 30 ms late, \
      without loss, and not while the connection's own load filled a queue. Or data came after a \
      silence, and the timestamp in it (RFC 7323) shows that it had been sent before. Waits count \
      from 40 ms together.

      ## What it is mistaken for
      A queue filled by the connection itself (`bufferbloat`), a delayed acknowledgment \
      (`delayed-ack`), and a slow program: here only the system had to answer. That is why QUIC \
      connections are not judged: their acknowledgments come from programs, and nothing tells a path \
      that stood still from a program that did.

      ## What to do
      Once: nothing. Often: look at the link (Wi-Fi, mobile) and at the load and steal time of the \
      hosts.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("delay-spike", Layer.TCP, "Single round trips took far longer than usual", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> finding(context, group),
        () -> "Round trips were even. " + CaptureText.segments(context),
        StallCause.DELAY_SPIKE);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    HostTraffic traffic = HostTraffic.of(context, group);
    return Optional.of(
        new FindingDraft(INFO, Party.NETWORK)
            .waits(group)
            .evidence(
                Evidence.duration("time waited", group.durationNanos()),
                Evidence.duration("longest wait", group.worst().durationNanos()),
                Evidence.duration("longest delay", group.worst().lostNanos()),
                Evidence.count("spikes", group.count(), "time"),
                traffic.roundTripEvidence())
            .advice(
                "Once: nothing. Often: look at the link (Wi-Fi, mobile, a shared uplink), and at"
                    + " steal time and load of both hosts (`vmstat 1`, column st).")
            .finding(
                "The network or a host stood still for {longest delay}",
                "Acknowledgments, or data that by its sender's clock had left long before, came far"
                    + " later than usual, {spikes}, though nothing was lost: the path or the host"
                    + " stood still."));
  }
}
