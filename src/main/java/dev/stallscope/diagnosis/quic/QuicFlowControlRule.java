package dev.stallscope.diagnosis.quic;

import dev.stallscope.diagnosis.CreditGiver;
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

/** Q03: a sender said that it was blocked by its receiver's limit. */
public final class QuicFlowControlRule implements Rule {
  /** What a person notices (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(100);

  private static final String HELP =
      """
      ## What it is
      A QUIC receiver says how much it takes: of each stream, and of the connection. It raises the \
      limits as it reads (MAX_STREAM_DATA, MAX_DATA). A limit that lets less pass than the path \
      holds in a round trip makes the sender stop in each of them.

      ## How it is recognised
      The sender said itself that it had reached the limit and has more (STREAM_DATA_BLOCKED or \
      DATA_BLOCKED), or stopped exactly at it and went on once it was raised; the wait lasts from the \
      last data that were allowed until the next. \
      It counts from 100 ms between one client and one server, and needs the connection's keys.

      ## What it is mistaken for
      A slow server, which has credit left and says nothing; loss, where data are under way.

      ## What to do
      Let whoever receives the data offer larger limits: at least twice what the path holds in a \
      round trip.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "quic-flow-control",
          Layer.QUIC,
          "A QUIC sender was blocked by its receiver's limit",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return DatagramWaits.judge(
        context,
        group -> finding(context, group),
        "No QUIC sender said for 100 ms or more that it was blocked.",
        StallCause.QUIC_FLOW_CONTROL);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    boolean isClient = CreditGiver.isClient(context, group);
    String receiver = isClient ? "client" : "server";
    return Optional.of(
        new FindingDraft(INFO, isClient ? Party.CLIENT_APPLICATION : Party.SERVER_OPERATIONS)
            .waits(group)
            .evidence(
                Evidence.duration("time blocked", group.durationNanos()),
                Evidence.count("stops", group.count(), "stop"),
                Evidence.duration("longest stop", group.worst().durationNanos()),
                Evidence.text("whose limit", receiver))
            .advice(
                "Raise the receiver's limits: quic-go `InitialStreamReceiveWindow` and"
                    + " `MaxStreamReceiveWindow`, quiche `set_initial_max_stream_data_*` and"
                    + " `set_initial_max_data`, nginx `http3_stream_buffer_size`.",
                "Let the receiving program read on: a limit is raised only as data are read.")
            .finding(
                "A QUIC stream stood still {time blocked} at its receiver's limit",
                ("The sender had more to send, but had reached the limit of the %s ({stops},"
                        + " the longest {longest stop}); it could go on only when the limit was"
                        + " raised.")
                    .formatted(receiver)));
  }
}
