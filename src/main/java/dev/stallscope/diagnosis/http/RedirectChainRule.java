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
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.measure.Layer;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.Nanos;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** P19: redirects before the answer. */
public final class RedirectChainRule implements Rule {
  /** A client follows at once; later it is another click (P19). */
  private static final long FOLLOWED_NANOS = Nanos.ofSeconds(2);

  /** One redirect that costs less is how sites are made. */
  private static final long NOTABLE_NANOS = Nanos.ofMillis(100);

  private static final String HELP =
      """
      ## What it is
      The server answered with another address instead of with what was asked for, and the client \
      had to ask again, each time with a round trip and often with a new connection.

      ## How it is recognised
      A 3xx answer, and within 2 s the same client asks for the address in its `Location`. The \
      time is that of the redirecting requests with their connection set-up, and near the server \
      the way to the client and back that follows each. One redirect is \
      minor at most, and for information below 100 ms. The redirect after a form was posted is \
      good practice and left out.

      ## What it is mistaken for
      Slow answers: each request is quick, there are only too many.

      ## What to do
      Link to the last address, and let one redirect lead there.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("redirect-chain", Layer.HTTP, "Redirects came before the answer", HELP);

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
    Map<IpAddress, List<WebCall>> byClient = new LinkedHashMap<>();
    for (WebCall call : WebCall.of(context)) {
      byClient
          .computeIfAbsent(call.exchange().client().address(), client -> new ArrayList<>())
          .add(call);
    }
    if (byClient.isEmpty()) {
      return new RuleOutcome.NotApplicable("No HTTP request could be read in this capture.");
    }
    List<Finding> findings = new ArrayList<>();
    for (List<WebCall> calls : byClient.values()) {
      List<List<WebCall>> chains = chains(calls);
      if (!chains.isEmpty()) {
        findings.add(finding(chains, calls));
      }
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear("No client followed a redirect.")
        : new RuleOutcome.Found(List.copyOf(findings));
  }

  /** The redirecting calls of each chain, in order. */
  private static List<List<WebCall>> chains(List<WebCall> calls) {
    Map<String, List<WebCall>> byUrl = new LinkedHashMap<>();
    for (WebCall call : calls) {
      call.request()
          .url()
          .ifPresent(url -> byUrl.computeIfAbsent(url, key -> new ArrayList<>()).add(call));
    }
    Set<Integer> taken = new HashSet<>();
    List<List<WebCall>> chains = new ArrayList<>();
    for (WebCall call : calls) {
      List<WebCall> chain = new ArrayList<>();
      Optional<WebCall> current = taken.contains(call.id()) ? Optional.empty() : Optional.of(call);
      while (current.isPresent() && taken.add(current.get().id())) {
        Optional<WebCall> next = next(byUrl, current.get());
        if (next.isPresent()) {
          chain.add(current.get());
        } else {
          taken.remove(current.get().id());
        }
        current = next;
      }
      if (!chain.isEmpty()) {
        chains.add(chain);
      }
    }
    return chains;
  }

  private static Optional<WebCall> next(Map<String, List<WebCall>> byUrl, WebCall call) {
    boolean isAfterForm = !call.request().method().equals("GET") && call.code() <= 303;
    if (isAfterForm || !call.response().map(HttpResponse::isRedirect).orElse(false)) {
      return Optional.empty();
    }
    return location(call)
        .flatMap(
            url ->
                byUrl.getOrDefault(url, List.of()).stream()
                    .filter(later -> later.startNanos() >= call.endNanos())
                    .filter(later -> later.startNanos() - call.endNanos() <= FOLLOWED_NANOS)
                    .findFirst());
  }

  private static Optional<String> location(WebCall call) {
    try {
      URI base = URI.create(call.request().url().orElse(""));
      String location = call.response().flatMap(HttpResponse::location).orElse("");
      String url = base.resolve(location).toString();
      int fragment = url.indexOf('#');
      return Optional.of(fragment < 0 ? url : url.substring(0, fragment));
    } catch (IllegalArgumentException e) {
      // What a server sent need not be a URL; then nobody can have followed it.
      return Optional.empty();
    }
  }

  /** Of a connection that was used again, only the redirect itself need not have been. */
  private static TimeClaim claim(WebCall redirect, List<WebCall> calls) {
    int connection = redirect.exchange().connection();
    boolean isConnectionUsedAgain =
        calls.stream()
            .anyMatch(
                call ->
                    call.exchange().connection() == connection
                        && call.startNanos() >= redirect.endNanos());
    return isConnectionUsedAgain ? redirect.claim(redirect.span()) : redirect.claim();
  }

  private static Finding finding(List<List<WebCall>> chains, List<WebCall> calls) {
    List<WebCall> longest = chains.getFirst();
    int redirects = 0;
    for (List<WebCall> chain : chains) {
      redirects += chain.size();
      longest = chain.size() > longest.size() ? chain : longest;
    }
    long lost =
        chains.stream()
            .flatMap(List::stream)
            .mapToLong(call -> claim(call, calls).lostNanos() + call.wayClaim().lostNanos())
            .sum();
    FindingDraft draft =
        new FindingDraft(INFO, Party.SERVER_APPLICATION)
            .evidence(
                Evidence.count("redirects", redirects, "redirect"),
                Evidence.count("longest chain", longest.size(), "redirect"),
                Evidence.text(
                    "first address",
                    longest.getFirst().shown(),
                    longest.getFirst().exchange().lastPacket()),
                Evidence.duration("time of the redirects", lost));
    if (longest.size() == 1) {
      draft.atMost(lost < NOTABLE_NANOS ? Severity.INFO : Severity.MINOR);
    }
    for (List<WebCall> chain : chains) {
      for (WebCall call : chain) {
        draft.claim(claim(call, calls)).claim(call.wayClaim());
        draft.packet(call.exchange().lastPacket());
      }
    }
    return draft
        .confidence(0.95)
        .advice(
            "Link to the last address: with its scheme, host name and trailing slash.",
            "FastAPI: `FastAPI(redirect_slashes=False)` and one spelling for each route; Flask:"
                + " `strict_slashes=False`; Django: `APPEND_SLASH` only as a safety net.",
            "One nginx `return 301 https://www.example.org$request_uri;` for all variants, and"
                + " `Strict-Transport-Security` so that browsers skip plain HTTP.")
        .finding(
            "{longest chain} before the answer to {first address}",
            "The server sent the client on instead of answering ({redirects} in all), which took"
                + " {time of the redirects}. Each step is a round trip at least, and a new"
                + " connection where the host changes.");
  }
}
