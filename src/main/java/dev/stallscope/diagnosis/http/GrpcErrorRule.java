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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A gRPC call ended with a status that says that its server failed. */
public final class GrpcErrorRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      gRPC tells the outcome of a call in `grpc-status`, behind the answer; the HTTP status is 200 \
      all the same, so that proxies and their logs show no error. The time of a call that failed \
      was spent for nothing.

      ## How it is recognised
      Every call whose `grpc-status`, in the trailers or in the only header section, is UNKNOWN, \
      RESOURCE_EXHAUSTED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE or DATA_LOSS. The other codes tell \
      the caller about what it asked for (NOT_FOUND, INVALID_ARGUMENT) or that it stopped waiting.

      A call counts as repeated when the same client made the same call within 5 s after it had \
      failed as UNAVAILABLE; what gRPC repeats by itself says so in `grpc-previous-rpc-attempts`.

      ## What it is mistaken for
      A call past its deadline: that is `grpc-deadline`.

      ## What to do
      Read the server's log at the time of the packets. UNKNOWN is what most servers make of an \
      exception that nobody caught.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("grpc-error", Layer.HTTP, "gRPC calls failed in the server", HELP);

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
        GrpcErrorRule::isFailed,
        GrpcErrorRule::finding,
        "No gRPC call ended with a failure of its server.");
  }

  private static boolean isFailed(GrpcCall call) {
    return call.status().filter(GrpcStatus::isServersFailure).isPresent();
  }

  private static Finding finding(List<GrpcCall> failed) {
    GrpcCall first = failed.getFirst();
    long lost = failed.stream().mapToLong(call -> call.claim().lostNanos()).sum();
    FindingDraft draft =
        new FindingDraft(INFO, Party.SERVER_APPLICATION)
            .atLeast(Severity.MINOR)
            .evidence(
                Evidence.count("failed calls", failed.size(), "call"),
                Evidence.text("statuses", statuses(failed)),
                Evidence.text(
                    "first",
                    CallTemplate.shown(first.request().label()),
                    first.exchange().lastPacket()),
                Evidence.text("its status", status(first)),
                Evidence.duration("time of these calls", lost));
    for (GrpcCall call : failed) {
      draft.claim(call.claim()).packet(call.exchange().lastPacket());
    }
    long repeated = failed.stream().filter(GrpcCall::isRepeated).count();
    long byLibrary = failed.stream().filter(call -> call.request().previousAttempts() > 0).count();
    if (repeated > 0) {
      draft.evidence(Evidence.count("made again", repeated, "call"));
    }
    if (byLibrary > 0) {
      draft.evidence(Evidence.count("were tries themselves", byLibrary, "call"));
    }
    return draft
        .advice(
            "Read the server's log at that time; in grpcio an exception that is not caught becomes"
                + " UNKNOWN, and `context.abort(code, details)` says what is meant.",
            "UNAVAILABLE may be tried again with a pause that grows: a `retryPolicy` in the"
                + " channel's service config; INTERNAL and UNKNOWN may not.",
            "RESOURCE_EXHAUSTED from one large message: `grpc.max_receive_message_length`"
                + " (4 MB unless set).")
        .finding(
            "{first} failed with {its status} ({failed calls})",
            "The statuses were: {statuses}; these calls took {time of these calls} and brought"
                + " nothing. The HTTP status of such an answer is 200, so only `grpc-status`"
                + " shows it."
                + (repeated > 0
                    ? " Of those that were UNAVAILABLE {made again} were repeated."
                    : "")
                + (byLibrary > 0
                    ? " {were tries themselves} repeated an earlier one, as gRPC's own header"
                        + " says."
                    : ""));
  }

  private static String status(GrpcCall call) {
    return call.status().map(GrpcStatus::name).orElse("");
  }

  private static String statuses(List<GrpcCall> failed) {
    Map<GrpcStatus, Integer> counts = new EnumMap<>(GrpcStatus.class);
    for (GrpcCall call : failed) {
      Optional<GrpcStatus> status = call.status();
      status.ifPresent(one -> counts.merge(one, 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " x " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
