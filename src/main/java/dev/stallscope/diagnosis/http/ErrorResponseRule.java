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
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Server errors, and client errors that were asked for again. */
public final class ErrorResponseRule implements Rule {
  /** Later it is another attempt of a person (P22). */
  private static final long RETRIED_NANOS = Nanos.ofSeconds(10);

  private static final int UNAUTHORIZED = 401;
  private static final int PROXY_UNAUTHORIZED = 407;

  private static final String HELP =
      """
      ## What it is
      The server could not do what was asked (5xx), or refused it (4xx) and was asked the same \
      again. The time of these requests was spent for nothing.

      ## How it is recognised
      Every answer with a status of 500 or more; answers from 400 to 499 only where the client \
      sends the same request again within 10 s and is refused again. A 401 or 407 that asks for \
      credentials once is how logging in works.

      ## What it is mistaken for
      A failing network: the network carried the answer well.

      ## What to do
      Read the server's log at the time of the packets; do not repeat what was refused.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("error-response", Layer.HTTP, "The server answered with errors", HELP);

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
    return WebCall.judge(
        context,
        calls -> finding(errors(calls)),
        "No server reported an error of its own, and nothing that was refused was asked again.");
  }

  /** By their start. */
  private static List<WebCall> errors(List<WebCall> calls) {
    Map<String, WebCall> refused = new HashMap<>();
    List<WebCall> errors = new ArrayList<>();
    for (WebCall call : calls) {
      if (call.code() >= 500) {
        errors.add(call);
      } else if (call.code() >= 400) {
        WebCall former = refused.put(call.target(), call);
        if (former != null && isRetry(former, call)) {
          errors.add(call);
        }
      }
    }
    return errors;
  }

  private static boolean isRetry(WebCall former, WebCall call) {
    boolean isChallenge = call.code() == UNAUTHORIZED || call.code() == PROXY_UNAUTHORIZED;
    return former.code() == call.code()
        && call.startNanos() >= former.endNanos()
        && call.startNanos() - former.endNanos() <= RETRIED_NANOS
        && !(isChallenge && credentials(former).isEmpty() && credentials(call).isPresent());
  }

  private static Optional<String> credentials(WebCall call) {
    return call.request().headers().first("authorization");
  }

  private static Optional<Finding> finding(List<WebCall> errors) {
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    boolean isServers = errors.stream().anyMatch(call -> call.code() >= 500);
    WebCall first =
        errors.stream().filter(call -> !isServers || call.code() >= 500).findFirst().orElseThrow();
    long lost = errors.stream().mapToLong(call -> call.claim().lostNanos()).sum();
    FindingDraft draft =
        new FindingDraft(INFO, isServers ? Party.SERVER_APPLICATION : Party.CLIENT_APPLICATION)
            .evidence(
                Evidence.count("errors", errors.size(), "error"),
                Evidence.text("statuses", statuses(errors)),
                Evidence.text("first", first.shown(), first.exchange().lastPacket()),
                Evidence.text("its status", Integer.toString(first.code())),
                Evidence.duration("time of these requests", lost));
    for (WebCall call : errors) {
      draft.claim(call.claim()).packet(call.exchange().lastPacket());
    }
    if (isServers) {
      draft.atLeast(Severity.MINOR);
    }
    return Optional.of(
        draft
            .advice(
                "Read the log of the server at that time: uvicorn `--log-level info`, gunicorn"
                    + " `--access-logfile - --error-logfile -`, nginx `error_log`.",
                "502 and 504 come from the proxy: compare nginx `proxy_read_timeout` (60 s) with"
                    + " gunicorn `--timeout` (30 s), and look whether the worker was killed.",
                "In the client do not repeat a 4xx: urllib3 `Retry(status_forcelist=[502, 503,"
                    + " 504], backoff_factor=0.5)`.")
            .finding(
                isServers
                    ? "The server failed with {its status} for {first} ({errors})"
                    : "The server refused {first} again with {its status} ({errors})",
                "The answers were: {statuses}; these requests took {time of these requests} and"
                    + " brought nothing. "
                    + (isServers
                        ? "The reason stands in the server's log."
                        : "The client repeated a request that had been refused.")));
  }

  private static String statuses(List<WebCall> errors) {
    Map<Integer, Integer> counts = new TreeMap<>();
    errors.forEach(call -> counts.merge(call.code(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " x " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
