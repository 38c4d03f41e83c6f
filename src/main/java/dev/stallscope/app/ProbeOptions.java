package dev.stallscope.app;

import dev.stallscope.probe.GrpcMethod;
import dev.stallscope.probe.HeaderLine;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeTarget;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.report.export.ProgramBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is to be probed, and how; names as curl has them where it has them. */
final class ProbeOptions {
  private static final int MAX_RUNS = 1000;

  /** Enough to show a difference of a few percent where times hardly vary. */
  private static final int COMPARED_RUNS = 10;

  private static final double MAX_TIMEOUT_SECONDS = 3600;

  /** More than nearly every page has; more would be a load test. */
  private static final int MAX_URLS = 500;

  @Mixin private WayOptions way = new WayOptions();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "URL",
      description =
          "http or https; https where nothing is said. Several are compared as one page: the first,"
              + " then all others at once, over connections that they share, as browsers do."
              + " grpc://HOST:PORT/package.Service/Method calls a gRPC method with an empty message"
              + " (grpcs: over TLS), and grpc://HOST:PORT health checking, or reflection where there"
              + " is none; /grpc.health.v1.Health/Check?service=NAME asks for one service")
  private List<String> urls = new ArrayList<>();

  @Option(
      names = "--urls",
      paramLabel = "FILE",
      description = "more URLs, one a line; what begins with # is a note")
  private @Nullable Path urlFile;

  @Option(
      names = "--http",
      paramLabel = "VERSION",
      description =
          "1.1, 2 or 3, repeatable (default: what TLS negotiates, as browsers do). 2 on http:// speaks"
              + " HTTP/2 at once, with prior knowledge; 3 speaks QUIC at once, told of it or not")
  private List<String> versions = new ArrayList<>();

  @Option(
      names = "--compare",
      description =
          "compare versions of HTTP: all of them unless --http says which, 10 runs unless --runs"
              + " says how many, each cold, warm and resumed")
  private boolean isComparing;

  @Option(
      names = "--grpc",
      description =
          "with --compare: call gRPC's health checking of the same server, too, or its reflection"
              + " where it has none")
  private boolean hasGrpc;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "cold runs of each version (default: 1)")
  private @Nullable Integer runs;

  @Option(
      names = "--concurrent",
      paramLabel = "N",
      description =
          "requests of each run that are made at once (default: 1): in HTTP/1.1 over --connections,"
              + " in HTTP/2 and HTTP/3 over one")
  private int concurrent = 1;

  @Option(
      names = "--connections",
      paramLabel = "K",
      description = "connections that concurrent requests take in HTTP/1.1 (default: 6)")
  private int connections = ProbePlan.DEFAULT_CONNECTIONS;

  @Option(names = "--warm", description = "after each cold run another over its connection")
  private boolean isWarmed;

  @Option(
      names = "--resumed",
      description =
          "after each cold run another over a new connection, with its TLS session; none in"
              + " cleartext, which has no session")
  private boolean isResumed;

  @Option(
      names = {"-X", "--method"},
      paramLabel = "METHOD",
      description = "default: GET, or POST with --data")
  private @Nullable String method;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME:VALUE",
      description = "repeatable")
  private List<String> headers = new ArrayList<>();

  @Option(names = "--data", paramLabel = "TEXT", description = "the request's body")
  private String data = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      converter = SecondsConverter.class,
      description = "for a request with all that it waits for (default: 30)")
  private double timeoutSeconds = ProbePlan.DEFAULT_TIMEOUT.toSeconds();

  @Option(names = "--no-redirects", description = "a redirect is the answer, and not followed")
  private boolean isStaying;

  /**
   * What they ask for.
   *
   * @throws IOException if a file that they name cannot be read
   * @throws ParameterException if they make no sense
   */
  List<ProbePlan> plans() throws IOException {
    List<String> asked = new ArrayList<>(urls);
    if (urlFile != null) {
      asked.addAll(UrlFile.read(urlFile));
    }
    check(!asked.isEmpty(), "A URL is wanted.");
    check(asked.size() == 1 || isComparing, "Several URLs want --compare.");
    check(asked.size() <= MAX_URLS, "Up to %,d URLs can be compared.".formatted(MAX_URLS));
    List<ProbePlan> plans = new ArrayList<>();
    for (String url : asked) {
      plans.add(plan(url));
    }
    check(!hasGrpc || isComparing, "--grpc wants --compare.");
    if (hasGrpc) {
      plans.add(GrpcMethod.ANY.plan(plans.getFirst()));
    }
    return plans;
  }

  private ProbePlan plan(String url) throws IOException {
    int cold = runs == null ? (isComparing ? COMPARED_RUNS : 1) : runs;
    check(cold >= 1 && cold <= MAX_RUNS, "--runs wants a number from 1 to 1000.");
    check(
        timeoutSeconds > 0 && timeoutSeconds <= MAX_TIMEOUT_SECONDS,
        "--timeout wants seconds, at most 3600.");
    check(concurrent >= 1 && concurrent <= MAX_RUNS, "--concurrent wants a number from 1 to 1000.");
    check(
        connections >= 1 && connections <= MAX_RUNS,
        "--connections wants a number from 1 to 1000.");
    String wanted = method == null ? (data.isEmpty() ? "GET" : "POST") : method;
    check(HeaderLine.isToken(wanted), "--method is no method of HTTP.");
    check(
        data.isEmpty() || !(wanted.equals("GET") || wanted.equals("HEAD")),
        "--data does not go with " + wanted + ".");
    ProbeTarget target =
        ProbeTarget.parse(url)
            .orElseThrow(() -> wrong(url + " is no http or https URL, nor a gRPC method."));
    ProbePlan.Builder plan = way.over(ProbePlan.of(target.url()), this::wrong);
    plan.versions(versions(target))
        .runs(cold, isWarmed || isComparing, isResumed || isComparing)
        .method(wanted)
        .headers(headers())
        .body(data)
        .timeout(Duration.ofMillis(Math.max(1, Math.round(timeoutSeconds * 1000))))
        .maxRedirects(isStaying ? 0 : ProbePlan.DEFAULT_REDIRECTS)
        .concurrent(concurrent, connections);
    return target.plan(plan.build());
  }

  private List<HttpChoice> versions(ProbeTarget target) {
    if (versions.isEmpty()) {
      return isComparing
          ? HttpChoice.comparable(target.url(), way.isProxied())
          : List.of(HttpChoice.NEGOTIATED);
    }
    LinkedHashSet<HttpChoice> chosen = new LinkedHashSet<>();
    for (String version : versions) {
      chosen.add(
          switch (version) {
            case "1.1" -> HttpChoice.HTTP_1_1;
            case "2" -> HttpChoice.HTTP_2;
            case "3" -> HttpChoice.HTTP_3;
            default -> throw wrong("--http wants 1.1, 2 or 3, not " + version + ".");
          });
    }
    if (target.call().isPresent()) {
      check(chosen.contains(HttpChoice.HTTP_2), "gRPC is called over HTTP/2 only.");
    } else if (chosen.contains(HttpChoice.HTTP_3)) {
      check(target.url().startsWith("https:"), "--http 3 is for https:// only.");
      check(!way.isProxied(), "--http 3 does not go with --proxy: UDP passes by it.");
    }
    return List.copyOf(chosen);
  }

  /** Whether versions are to be compared, and not each run told of. */
  boolean isComparing() {
    return isComparing;
  }

  private HttpHeaders headers() throws IOException {
    List<Field> fields = new ArrayList<>();
    for (String header : headers) {
      fields.add(
          HeaderLine.parse(header)
              .orElseThrow(() -> wrong("--header wants NAME:VALUE in ASCII, not " + header + ".")));
    }
    if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("user-agent"))) {
      fields.add(new Field("User-Agent", "stallscope/" + ProgramBuild.read().version()));
    }
    return HttpHeaders.of(fields);
  }

  private void check(boolean isFine, String sentence) {
    if (!isFine) {
      throw wrong(sentence);
    }
  }

  private ParameterException wrong(String sentence) {
    if (spec == null) {
      throw new IllegalStateException(sentence);
    }
    return new ParameterException(spec.commandLine(), sentence);
  }
}
