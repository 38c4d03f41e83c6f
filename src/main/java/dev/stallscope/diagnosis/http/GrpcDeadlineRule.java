package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.measure.Layer;
import dev.stallscope.protocol.grpc.GrpcStatus;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import java.util.List;

/** H05: a gRPC call was not done when its deadline came. */
public final class GrpcDeadlineRule implements Rule {
  /** What a timer of the client may be late, and its request on the way into the network. */
  private static final long SLACK_NANOS = Nanos.ofMillis(20);

  private static final int SLACK_PART = 20;

  private static final String HELP =
      """
      ## What it is
      The client tells in `grpc-timeout` how long it waits. When that time is over it gives the \
      call up, whatever the server has done until then; a server that watches the deadline ends \
      the call with DEADLINE_EXCEEDED.

      ## How it is recognised
      `grpc-status` is DEADLINE_EXCEEDED, or the client cancelled an unanswered call when its \
      `grpc-timeout` had passed, give or take 5 % or 20 ms.

      ## What it is mistaken for
      A call that was cancelled early, because the user went away; and a call that failed for \
      another reason.

      ## What to do
      See what the call waited for; its waits are judged by themselves. A deadline that is shorter \
      than the call needs on a good day only turns slow into failed.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("grpc-deadline", Layer.HTTP, "gRPC calls ran past their deadline", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.EXCHANGE;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return GrpcCall.judge(
        context,
        GrpcDeadlineRule::isLate,
        GrpcDeadlineRule::finding,
        "Every gRPC call was done before its deadline.");
  }

  private static boolean isLate(GrpcCall call) {
    boolean isToldSo =
        call.status().filter(status -> status == GrpcStatus.DEADLINE_EXCEEDED).isPresent();
    return isToldSo || (call.isGivenUp() && isTimeUp(call));
  }

  private static boolean isTimeUp(GrpcCall call) {
    long timeout = call.timeoutNanos().orElse(0);
    long slack = Math.max(SLACK_NANOS, timeout / SLACK_PART);
    return timeout > 0 && Math.abs(call.elapsedNanos() - timeout) <= slack;
  }

  private static Finding finding(List<GrpcCall> late) {
    GrpcCall first = late.getFirst();
    long lost = late.stream().mapToLong(call -> call.claim().lostNanos()).sum();
    String deadline =
        first.timeoutNanos().isPresent()
            ? DurationText.of(first.timeoutNanos().getAsLong())
            : "not in its header";
    FindingDraft draft =
        new FindingDraft(INFO, Party.SERVER_APPLICATION)
            .atLeast(Severity.MINOR)
            .evidence(
                Evidence.count("late calls", late.size(), "call"),
                Evidence.text(
                    "first",
                    CallTemplate.shown(first.request().label()),
                    first.exchange().lastPacket()),
                Evidence.text("its deadline", deadline),
                Evidence.duration("it took", first.elapsedNanos()),
                Evidence.duration("time of these calls", lost));
    for (GrpcCall call : late) {
      draft.claim(call.claim()).packet(call.exchange().lastPacket());
    }
    return draft
        .advice(
            "Find what the server was doing: its log, a profile (`py-spy dump`), the queries of"
                + " that call.",
            "Set the deadline from what the call needs, and pass the rest of it on to the calls"
                + " below: grpcio `stub.Method(request, timeout=context.time_remaining())`.",
            "In the server stop work that nobody waits for: `context.is_active()`,"
                + " `context.add_callback`.")
        .finding(
            "{first} was not done at its deadline ({late calls})",
            "The client waited {it took}; the deadline it had set: {its deadline}. These calls took"
                + " {time of these calls} and brought nothing.");
  }
}
