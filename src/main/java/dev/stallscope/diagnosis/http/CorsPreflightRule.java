package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.measure.Layer;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** P20: a browser asked again and again whether it may call another origin. */
public final class CorsPreflightRule implements Rule {
  /** The longest time for which Chromium keeps an answer (since version 76). */
  private static final long LONGEST_KEPT_NANOS = Nanos.ofSeconds(7200);

  /** The call itself follows its preflight at once. */
  private static final long FOLLOWED_NANOS = Nanos.ofSeconds(1);

  private static final int LEAST_TIMES = 3;
  private static final double CONFIDENCE = 0.9;

  private static final String HELP =
      """
      ## What it is
      A page calls a server of another origin. Before such a call the browser asks the server with \\
      `OPTIONS` whether the page may (a preflight), and the call waits for the answer: one round \\
      trip more. Without `Access-Control-Max-Age` browsers remember the answer for five seconds.

      ## How it is recognised
      The same preflight of one browser (URL, method, origin and fields asked for) three times or \\
      more within 2 h, each followed within 1 s by the call it was for. All but the first could \\
      have been answered by the browser itself.

      ## What it is mistaken for
      A slow API: the calls themselves are quick. Preflights for different URLs, each for the first \\
      time, are unavoidable as long as the origins differ.

      ## What to do
      Let the answer be remembered, or serve the API under the page's own origin.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("cors-preflight", Layer.HTTP, "A browser asked again whether it may call", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.PATTERN;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WebCall.judge(
        context,
        calls -> finding(repeated(calls)),
        "No browser asked three times whether it may make the same call.");
  }

  private static boolean isPreflight(WebCall call) {
    return call.request().method().equals("OPTIONS")
        && call.request().headers().has("origin")
        && call.request().headers().has("access-control-request-method")
        && call.code() / 100 == 2;
  }

  /** The same preflights of one browser, often enough. */
  private static List<List<WebCall>> repeated(List<WebCall> calls) {
    Map<String, List<WebCall>> same = new LinkedHashMap<>();
    for (WebCall call : calls) {
      if (isPreflight(call) && isFollowed(call, calls)) {
        List<WebCall> known = same.computeIfAbsent(key(call), key -> new ArrayList<>());
        known.removeIf(former -> call.startNanos() - former.endNanos() > LONGEST_KEPT_NANOS);
        known.add(call);
      }
    }
    return same.values().stream().filter(known -> known.size() >= LEAST_TIMES).toList();
  }

  private static String key(WebCall call) {
    HttpHeaders headers = call.request().headers();
    return String.join(
        "\n",
        call.target(),
        Caller.of(call.request()),
        headers.first("origin").orElse(""),
        headers.first("access-control-request-method").orElse(""),
        headers.first("access-control-request-headers").orElse(""));
  }

  private static boolean isFollowed(WebCall preflight, List<WebCall> calls) {
    String method = preflight.request().headers().first("access-control-request-method").orElse("");
    return calls.stream()
        .anyMatch(
            call ->
                call.request().method().equals(method)
                    && call.request().target().equals(preflight.request().target())
                    && call.startNanos() >= preflight.endNanos()
                    && call.startNanos() - preflight.endNanos() <= FOLLOWED_NANOS);
  }

  private static Optional<Finding> finding(List<List<WebCall>> repeated) {
    if (repeated.isEmpty()) {
      return Optional.empty();
    }
    List<WebCall> most = repeated.stream().max(Comparator.comparingInt(List::size)).orElseThrow();
    List<WebCall> avoidable = repeated.stream().flatMap(same -> same.stream().skip(1)).toList();
    long lost = avoidable.stream().mapToLong(WebCall::durationNanos).sum();
    WebCall first = most.getFirst();
    FindingDraft draft =
        new FindingDraft(INFO, Party.SERVER_APPLICATION)
            .evidence(
                Evidence.count("avoidable", avoidable.size(), "preflight"),
                Evidence.duration("time of these", lost),
                Evidence.text("most often", first.shown(), first.exchange().firstPacket()),
                Evidence.count("times", most.size(), "time"),
                Evidence.text("Access-Control-Max-Age", maxAge(first)));
    for (WebCall call : avoidable) {
      draft.claim(call.claim(call.span())).packet(call.exchange().firstPacket());
    }
    return Optional.of(
        draft
            .confidence(CONFIDENCE)
            .advice(
                "Let browsers remember the answer (Chromium does so for 2 h at most): FastAPI and"
                    + " Starlette `CORSMiddleware(max_age=7200)` (default 600), Flask-CORS"
                    + " `CORS(app, max_age=7200)`, nginx `add_header Access-Control-Max-Age 7200"
                    + " always;`",
                "Or serve the API under the page's own origin: nginx `location /api/ { proxy_pass"
                    + " http://app:8000/; }`; then nothing has to be asked.",
                "Browsers remember by URL: ids in the query or body instead of the path make fewer"
                    + " URLs to ask for.")
            .finding(
                "The browser asked {times} whether it may make the same call",
                "Before each call to another origin came the same question ({most often}), and the"
                    + " call had to wait for its answer; {avoidable} took {time of these}. The"
                    + " server's answer says for how long it may be remembered:"
                    + " {Access-Control-Max-Age}."));
  }

  private static String maxAge(WebCall call) {
    return call.response()
        .flatMap(response -> response.headers().first("access-control-max-age"))
        .map(value -> value + " s")
        .orElse("nothing");
  }
}
