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

/** L01, L05: the end of a message was lost, and only a timer noticed. */
public final class TailLossRule implements Rule {
  /** Below a minor loss of time (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(10);

  private static final String HELP =
      """
      ## What it is
      When a packet is lost in the middle of a message, those behind it tell. When the last one is \
      lost, nothing follows: the sender learns of it only when a timer runs out, after two round \
      trips at best (the tail loss probe of RFC 8985) and 200 ms or more at worst.

      ## How it is recognised
      The last segment of what was sent came again, the sender had been silent for as long as its \
      probe or retransmission timer runs, and nothing after it had been acknowledged. Near the \
      receiver, where it never came the first time, the sender had more ready or, in IPv4 from \
      Linux, its count of packets lacks one. Waits count from 10 ms together, less the one round \
      trip that any repair needs.

      ## What it is mistaken for
      A server that pauses before the end of its answer: then new bytes end the pause, not old ones.

      ## What to do
      The loss is the network's, the length of the wait is the sender's system's: loss probes \
      (RACK-TLP) on both ends shorten it from hundreds of milliseconds to two round trips. \
      Programs help by not writing a tiny last piece on its own.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "tail-loss", Layer.TCP, "The end of a message was lost, and only a timer noticed", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> finding(context, group),
        () -> "No message lost its end. " + CaptureText.segments(context),
        StallCause.TAIL_LOSS);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    HostTraffic traffic = HostTraffic.of(context, group);
    return Optional.of(
        new FindingDraft(INFO, Party.NETWORK)
            .waits(group)
            .word("sender", traffic.sender())
            .evidence(
                Evidence.duration("time waited", group.durationNanos()),
                Evidence.count("lost ends", group.count(), "message"),
                Evidence.duration("longest wait", group.worst().durationNanos()),
                traffic.roundTripEvidence())
            .advice(
                "Have loss probes on at the sender (the defaults since Linux 3.10):"
                    + " `net.ipv4.tcp_early_retrans=3`, `net.ipv4.tcp_recovery=1`,"
                    + " `net.ipv4.tcp_sack=1`; some container and appliance images turn them off.",
                "Write an answer in one piece: one `sendall`, nginx `tcp_nopush on`, no separate"
                    + " last chunk of a few bytes.",
                "Look for the loss: interface error counters (`ip -s link`), Wi-Fi, an overloaded"
                    + " link.")
            .finding(
                "The end of {lost ends} got lost; {time waited} until a timer noticed",
                "The last packet that the {sender} sent did not arrive, and nothing came after it"
                    + " that would have told. Only a timer sent it again, after up to {longest"
                    + " wait}"
                    + (traffic.minRoundTripNanos() >= 0
                        ? " where a round trip takes {round trip}."
                        : ".")));
  }
}
