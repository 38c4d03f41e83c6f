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

/** A connection was reset in the middle of an exchange. */
public final class ConnectionResetRule implements Rule {
  /** Less is not worth a person's time: the lower limit of a minor loss (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(1);

  private static final String HELP =
      """
      ## What it is
      One side ended the connection at once (RST) while an answer was due or on its way. What was \
      missing never came.

      ## How it is recognised
      A RST ended the wait of a request that had no complete answer (RFC 9293 section 3.5.2). Such \
      waits count from 1 ms in total between one client and one server.

      ## What it is mistaken for
      A RST after a complete answer, which hurts nobody.

      ## What to do
      Look at the log of the side that sent it, and at proxies between.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("connection-reset", Layer.TCP, "The connection was reset in the middle", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        ConnectionResetRule::finding,
        () ->
            "No such wait of 1 ms in all. Connections looked at: %,d."
                .formatted(context.measurements().connections().size()),
        StallCause.CONNECTION_RESET);
  }

  private static Optional<Finding> finding(WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    return Optional.of(
        new FindingDraft(INFO, Party.SERVER_APPLICATION)
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
                "Look at the log of the side that sent the RST: a worker that was killed (gunicorn"
                    + " `--timeout`, out of memory) resets its connections.",
                "Retry only what may safely be repeated: urllib3 `Retry(total=3,"
                    + " backoff_factor=0.3)`.")
            .finding(
                "A connection was reset after {longest wait} of waiting",
                "The connection was cut off while an answer was still due ({waits}). What was"
                    + " missing never came."));
  }
}
