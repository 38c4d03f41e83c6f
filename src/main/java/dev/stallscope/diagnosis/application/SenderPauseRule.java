package dev.stallscope.diagnosis.application;

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

/** A03: data was waiting and the window was open, but the sender was silent. */
public final class SenderPauseRule implements Rule {
  /** What one response has to lose: below are the schedulers of busy hosts (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(100);

  private static final String HELP =
      """
      ## What it is
      The sending host was in the middle of a response, the receiver had room and the network \
      was free, and yet it sent nothing: the host or its program had no time.

      ## How it is recognised
      A silence while sent data were still on their way, the receive window was open, no packet \
      was lost, and no acknowledgment was missing that the sender had to wait for. It counts from \
      100 ms in one response.

      ## What it is mistaken for
      A pause of the generator: then all data had been acknowledged before. A lost packet: then \
      something is sent again.

      ## What to do
      Look for exhausted CPU quotas (`cpu.stat`, `nr_throttled`), swapping, long garbage \
      collections, and slow disks behind the file that is sent.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "sender-pause", Layer.APPLICATION, "The sender fell silent with data to send", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group ->
            NotableWaits.of(group, (wait, lost) -> lost >= LEAST_LOST_NANOS)
                .map(SenderPauseRule::finding),
        () -> "No sender fell silent for 100 ms or more while it could have sent.",
        StallCause.SENDER_PAUSE);
  }

  private static Finding finding(WaitGroup group) {
    return new FindingDraft(INFO, Party.SERVER_OPERATIONS)
        .waits(group)
        .evidence(
            Evidence.duration("time silent", group.durationNanos()),
            Evidence.count("pauses", group.count(), "pause"),
            Evidence.duration("longest pause", group.worst().durationNanos()),
            Evidence.text("server", group.server().toString()))
        .advice(
            "Look whether the server's CPU was throttled: `cat /sys/fs/cgroup/cpu.stat`"
                + " (`nr_throttled`), in Kubernetes raise or remove `limits.cpu`.",
            "Look at disk and memory meanwhile: `iostat -x 1`, `vmstat 1` (`si`, `so`); serve"
                + " files with nginx `sendfile on; aio threads;` instead of through Python.",
            "CPU-bound work in another thread holds Python's lock: move it to a"
                + " `ProcessPoolExecutor`.")
        .finding(
            "The server fell silent for {time silent} with an answer half sent",
            "The client had room and no packet was missing, yet the server sent nothing more"
                + " ({pauses}, the longest {longest pause}). The server's host or program was busy"
                + " with something else.");
  }
}
