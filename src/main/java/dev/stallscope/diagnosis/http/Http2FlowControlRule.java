package dev.stallscope.diagnosis.http;

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

/** H01: a stream waited for WINDOW_UPDATE. */
public final class Http2FlowControlRule implements Rule {
  /** What a person notices (STALLS 2.5). */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(100);

  private static final String HELP =
      """
      ## What it is
      HTTP/2 has a window of its own for each stream and one for the connection, beside that of \
      TCP. The receiver opens them with WINDOW_UPDATE. A window of 64 kB, the default, lets 64 kB \
      pass in each round trip at most: on a path of 100 ms that is 5 Mbit/s, however fast the line is.

      ## How it is recognised
      The credit of the stream or of the connection, 65,535 bytes or what SETTINGS said, with all \
      WINDOW_UPDATE frames that the sender had acknowledged and less all DATA, was used up; nothing \
      more came, and the stream went on within a round trip and 5 ms of the next WINDOW_UPDATE. It \
      counts from 100 ms between one client and one server, and only where the connection was \
      captured from its start.

      ## What it is mistaken for
      A small TCP window or a slow server: TCP's window was open, and data were ready.

      ## What to do
      Let whoever receives the data offer a larger window: at least what the path can hold in one \
      round trip.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("http2-flow-control", Layer.HTTP, "A stream waited for its HTTP/2 window", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> finding(context, group),
        () -> "No stream waited 100 ms or more for WINDOW_UPDATE.",
        StallCause.STREAM_FLOW_CONTROL);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    boolean isClient = CreditGiver.isClient(context, group);
    String receiver = isClient ? "client" : "server";
    long roundTrip = context.connection(group.worst().connection()).roundTrip().minNanos();
    return Optional.of(
        new FindingDraft(INFO, isClient ? Party.CLIENT_APPLICATION : Party.SERVER_OPERATIONS)
            .waits(group)
            .evidence(
                Evidence.duration("time without credit", group.durationNanos()),
                Evidence.count("stops", group.count(), "stop"),
                Evidence.duration("longest stop", group.worst().durationNanos()),
                Evidence.duration("round trip", Math.max(0, roundTrip)),
                Evidence.text("whose window", receiver))
            .advice(
                "Raise the receiver's SETTINGS_INITIAL_WINDOW_SIZE and the window of its connection"
                    + " to what the path holds in a round trip, 1 to 16 MB: hyper-h2"
                    + " `initial_window_size`, grpc-go `WithInitialWindowSize` and"
                    + " `WithInitialConnWindowSize`, Envoy `initial_stream_window_size` and"
                    + " `initial_connection_window_size`.",
                "For uploads through nginx: `http2_body_preread_size 1m;`.",
                "Send WINDOW_UPDATE when half of a window is read, not when it is empty.")
            .finding(
                "A transfer stood still {time without credit}: the {whose window} allowed no more data",
                ("The sender had used up what the %s's HTTP/2 window allowed and could go on only"
                        + " after a WINDOW_UPDATE ({stops}, the longest {longest stop}). Neither the"
                        + " network nor TCP held it up.")
                    .formatted(receiver)));
  }
}
