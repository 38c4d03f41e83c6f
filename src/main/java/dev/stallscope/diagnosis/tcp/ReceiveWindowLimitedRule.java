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

/** R03, R04: the receive window is smaller than what the path could carry. */
public final class ReceiveWindowLimitedRule implements Rule {
  /** Less is not worth a person's time: the lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(40);

  private static final String HELP =
      """
      ## What it is
      A receiver says how much may be in flight. On a long path that number divided by the round trip \
      is the highest rate: 64 kB at 100 ms is 5 Mbit/s, however fast the network is.

      ## How it is recognised
      What was in flight reached the window (within two segments) and the sender went on when the \
      window moved. Such waits count from 40 ms in total between one client and one server.

      ## What it is mistaken for
      A receiver that does not read at all: that is zero-window.

      ## What to do
      Let the operating system size the buffer.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "receive-window-limited",
          Layer.TCP,
          "The receive window is too small for the path",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        ReceiveWindowLimitedRule::finding,
        () ->
            "No such wait of 40 ms in all. Connections looked at: %,d."
                .formatted(context.measurements().connections().size()),
        StallCause.RECEIVE_WINDOW_LIMITED);
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.CLIENT_APPLICATION)
            .waits(group)
            .evidence(
                Evidence.duration("time lost", group.lostNanos()),
                Evidence.count("waits", group.count(), "wait"),
                Evidence.duration(
                    "longest wait",
                    group.worst().durationNanos(),
                    group.worst().interval().firstPacket(),
                    group.worst().interval().lastPacket()))
            .advice(
                "Remove a fixed `SO_RCVBUF` from the receiving program: it switches Linux's own"
                    + " sizing off.",
                "On the receiver: `net.ipv4.tcp_rmem=\"4096 131072 16777216\"` and"
                    + " `net.ipv4.tcp_window_scaling=1`.")
            .finding(
                "A small receive window cost {time lost}",
                "The sender had filled all that the receiver allowed in flight and had to wait for"
                    + " confirmations ({waits}, the longest {longest wait}). The network could have"
                    + " carried more."));
  }
}
