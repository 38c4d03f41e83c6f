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
import java.util.List;

/** H05: a gRPC call was not done when its deadline came. */
public final class GrpcDeadlineRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      The client tells in `grpc-timeout` how long it waits. When that time is over it gives the \
      call up, whatever the server has done until then; a server that watches the deadline ends \
      the call with DEADLINE_EXCEEDED.

      ## How it is recognised
      `grpc-status` is DEADLINE_EXCEEDED, or the client cancelled a call whose answer had not \
      ended when its `grpc-timeout` had passed, give or take 5 % or 20 ms. In a call with streams what \
      came before counts as delivered, and only the silence after it as waiting for the server.

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
    return isToldSo || call.isGivenUp() && call.exchange().isTimeUp();
  }

  private static Finding finding(List<GrpcCall> late) {
    GrpcCall first = late.getFirst();
    long lost = late.stream().mapToLong(call -> call.claimInVain().lostNanos()).sum();
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
                    "first", CallTemplate.shown(first.request().label()), first.lastPacket()),
                Evidence.text("its deadline", deadline),
                Evidence.duration("it took", first.elapsedNanos()),
                Evidence.count("answers until then", first.answers(), "message"),
                Evidence.duration("silence at the end", first.silentNanos()),
                Evidence.duration("time in vain", lost));
    for (GrpcCall call : late) {
      draft.claim(call.claimInVain()).packet(call.lastPacket());
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
            "The client waited {it took}; the deadline it had set: {its deadline}. In these calls"
                + " {time in vain} brought nothing.");
  }
}
