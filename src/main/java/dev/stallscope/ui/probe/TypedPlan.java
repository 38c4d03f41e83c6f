package dev.stallscope.ui.probe;

import dev.stallscope.probe.AddressFamily;
import dev.stallscope.probe.CertificateFile;
import dev.stallscope.probe.GrpcMethod;
import dev.stallscope.probe.HeaderLine;
import dev.stallscope.probe.HostAndPort;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeTarget;
import dev.stallscope.probe.SecureResolver;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.report.export.ProgramBuild;
import dev.stallscope.ui.text.Texts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a form held at a moment; its fields are those of {@link ProbePlan}, as typed.
 *
 * @param urls parted by white space
 * @param hasGrpc whether gRPC is called, too
 * @param headers a field a line
 * @param timeout in seconds
 * @param authorities path of a file of certificates, or empty
 */
record TypedPlan(
    String urls,
    List<HttpChoice> versions,
    boolean hasGrpc,
    int runs,
    boolean isWarmed,
    boolean isResumed,
    int concurrent,
    int connections,
    String method,
    String headers,
    String body,
    String timeout,
    boolean isFollowing,
    String resolver,
    AddressFamily family,
    boolean isInsecure,
    String authorities,
    String proxy) {
  private static final int DNS_PORT = 53;
  private static final double MAX_TIMEOUT_SECONDS = 3600;
  private static final double MILLIS = 1000;

  /** What is typed makes no plan; the message is a sentence for the user. */
  static final class Unclear extends Exception {
    private static final long serialVersionUID = 1;

    Unclear(String sentence) {
      super(sentence);
    }
  }

  /**
   * A plan for each URL, in their order.
   *
   * @throws Unclear if there is no plan in it
   * @throws IOException if the file of certificates cannot be read
   */
  List<ProbePlan> plans() throws Unclear, IOException {
    List<ProbePlan> plans = new ArrayList<>();
    List<X509Certificate> trusted = trusted();
    for (String url : urls.strip().split("\\s+")) {
      check(!url.isEmpty(), "probe.unclear.no-url");
      ProbeTarget target =
          ProbeTarget.parse(url).orElseThrow(() -> new Unclear(Texts.of("probe.unclear.url", url)));
      plans.add(target.plan(plan(target, trusted)));
    }
    if (hasGrpc) {
      plans.add(GrpcMethod.ANY.plan(plans.getFirst()));
    }
    return plans;
  }

  private ProbePlan plan(ProbeTarget target, List<X509Certificate> trusted)
      throws Unclear, IOException {
    String url = target.url();
    check(!versions.isEmpty(), "probe.unclear.version");
    boolean isQuic = versions.contains(HttpChoice.HTTP_3) && target.call().isEmpty();
    check(!isQuic || url.startsWith("https:"), "probe.unclear.quic-plain");
    check(!isQuic || proxy.isBlank(), "probe.unclear.quic-proxy");
    check(HeaderLine.isToken(method), "probe.unclear.method");
    boolean isBodiless = method.equals("GET") || method.equals("HEAD");
    check(body.isEmpty() || !isBodiless, "probe.unclear.body");
    return ProbePlan.of(url)
        .versions(versions)
        .runs(runs, isWarmed, isResumed)
        .concurrent(concurrent, connections)
        .method(method)
        .headers(fields())
        .body(body)
        .timeout(duration())
        .maxRedirects(isFollowing ? ProbePlan.DEFAULT_REDIRECTS : 0)
        .resolver(nameServer())
        .secureResolver(SecureResolver.parse(resolver.strip()))
        .family(family)
        .trusted(trusted)
        .insecure(isInsecure)
        .proxy(proxyAddress())
        .build();
  }

  private HttpHeaders fields() throws Unclear, IOException {
    List<Field> fields = new ArrayList<>();
    for (String line : headers.lines().filter(one -> !one.isBlank()).toList()) {
      fields.add(
          HeaderLine.parse(line)
              .orElseThrow(() -> new Unclear(Texts.of("probe.unclear.header", line))));
    }
    if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("user-agent"))) {
      fields.add(new Field("User-Agent", "stallscope/" + ProgramBuild.read().version()));
    }
    return HttpHeaders.of(fields);
  }

  private Duration duration() throws Unclear {
    try {
      double seconds = Double.parseDouble(timeout.strip());
      check(seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS, "probe.unclear.timeout");
      return Duration.ofMillis(Math.max(1, Math.round(seconds * MILLIS)));
    } catch (NumberFormatException _) {
      throw new Unclear(Texts.of("probe.unclear.timeout"));
    }
  }

  private Optional<InetSocketAddress> nameServer() throws Unclear {
    if (resolver.isBlank() || SecureResolver.parse(resolver.strip()).isPresent()) {
      return Optional.empty();
    }
    Optional<InetSocketAddress> address = HostAndPort.parse(resolver.strip(), DNS_PORT).literal();
    check(address.isPresent(), "probe.unclear.resolver");
    return address;
  }

  private Optional<InetSocketAddress> proxyAddress() throws Unclear {
    if (proxy.isBlank()) {
      return Optional.empty();
    }
    Optional<HostAndPort> at = HostAndPort.proxy(proxy);
    check(at.isPresent(), "probe.unclear.proxy");
    return at.map(HostAndPort::unresolved);
  }

  private List<X509Certificate> trusted() throws Unclear, IOException {
    try {
      return authorities.isBlank() ? List.of() : CertificateFile.read(Path.of(authorities.strip()));
    } catch (InvalidPathException _) {
      throw new Unclear(Texts.of("probe.unclear.authorities"));
    }
  }

  private static void check(boolean isFine, String key) throws Unclear {
    if (!isFine) {
      throw new Unclear(Texts.of(key));
    }
  }
}
