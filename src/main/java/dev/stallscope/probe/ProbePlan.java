package dev.stallscope.probe;

import dev.stallscope.protocol.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be asked, and how.
 *
 * @param url absolute, http or https; see {@link ProbeTarget}
 * @param versions each is asked for in turn
 * @param runs how many cold runs of each version
 * @param isWarmed whether each cold run is followed by a warm one
 * @param isResumed whether each cold run is followed by a resumed one
 * @param headers beside those that are always sent
 * @param body sent in UTF-8; empty for none
 * @param timeout for one request with all that it waits for
 * @param maxRedirects how many are followed
 * @param resolver the name server to ask instead of the system's
 * @param secureResolver the name server to ask over TLS instead of either
 * @param trusted certificates to trust beside Java's own
 * @param isInsecure whether any certificate will do
 * @param proxy an HTTP proxy
 * @param concurrent how many requests each run makes at once
 * @param connections over how many they go at most, in HTTP/1.1; the later versions take one
 */
public record ProbePlan(
    String url,
    List<HttpChoice> versions,
    int runs,
    boolean isWarmed,
    boolean isResumed,
    String method,
    HttpHeaders headers,
    String body,
    Duration timeout,
    int maxRedirects,
    Optional<InetSocketAddress> resolver,
    Optional<SecureResolver> secureResolver,
    AddressFamily family,
    List<X509Certificate> trusted,
    boolean isInsecure,
    Optional<InetSocketAddress> proxy,
    int concurrent,
    int connections) {

  /** The time that a request is given where nothing else was asked for. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  /** Chromium and Firefox follow 20; more are a loop. */
  public static final int DEFAULT_REDIRECTS = 20;

  /** As browsers do for each host. */
  public static final int DEFAULT_CONNECTIONS = 6;

  public ProbePlan {
    versions = List.copyOf(versions);
    trusted = List.copyOf(trusted);
    if (runs < 1 || versions.isEmpty() || concurrent < 1 || connections < 1) {
      throw new IllegalArgumentException("a probe has at least one request of one version");
    }
  }

  /** One cold GET, as a browser would ask, to be changed. */
  public static Builder of(String url) {
    return new Builder(url);
  }

  /** The same for another URL, to be changed. */
  public Builder at(String other) {
    return new Builder(other)
        .versions(versions)
        .runs(runs, isWarmed, isResumed)
        .method(method)
        .headers(headers)
        .body(body)
        .timeout(timeout)
        .maxRedirects(maxRedirects)
        .resolver(resolver)
        .secureResolver(secureResolver)
        .family(family)
        .trusted(trusted)
        .insecure(isInsecure)
        .proxy(proxy)
        .concurrent(concurrent, connections);
  }

  /**
   * Its runs in their order: versions alternate, so that a change of the network meets them all.
   */
  public List<RunPlan> plannedRuns() {
    List<RunPlan> planned = new ArrayList<>();
    for (int number = 1; number <= runs; number++) {
      for (HttpChoice version : versions) {
        planned.add(new RunPlan(version, RunKind.COLD, number));
        if (isWarmed) {
          planned.add(new RunPlan(version, RunKind.WARM, number));
        }
        if (isResumed) {
          planned.add(new RunPlan(version, RunKind.RESUMED, number));
        }
      }
    }
    return planned;
  }

  /** A plan in the making. */
  public static final class Builder {
    private final String url;
    private List<HttpChoice> versions = List.of(HttpChoice.NEGOTIATED);
    private int runs = 1;
    private boolean isWarmed;
    private boolean isResumed;
    private String method = "GET";
    private HttpHeaders headers = HttpHeaders.NONE;
    private String body = "";
    private Duration timeout = DEFAULT_TIMEOUT;
    private int maxRedirects = DEFAULT_REDIRECTS;
    private Optional<InetSocketAddress> resolver = Optional.empty();
    private Optional<SecureResolver> secureResolver = Optional.empty();
    private AddressFamily family = AddressFamily.ANY;
    private List<X509Certificate> trusted = List.of();
    private boolean isInsecure;
    private Optional<InetSocketAddress> proxy = Optional.empty();
    private int concurrent = 1;
    private int connections = DEFAULT_CONNECTIONS;

    private Builder(String url) {
      this.url = url;
    }

    public Builder versions(List<HttpChoice> versions) {
      this.versions = versions;
      return this;
    }

    public Builder method(String method) {
      this.method = method;
      return this;
    }

    public Builder headers(HttpHeaders headers) {
      this.headers = headers;
      return this;
    }

    public Builder body(String body) {
      this.body = body;
      return this;
    }

    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    public Builder maxRedirects(int maxRedirects) {
      this.maxRedirects = maxRedirects;
      return this;
    }

    public Builder resolver(Optional<InetSocketAddress> resolver) {
      this.resolver = resolver;
      return this;
    }

    public Builder secureResolver(Optional<SecureResolver> secureResolver) {
      this.secureResolver = secureResolver;
      return this;
    }

    public Builder family(AddressFamily family) {
      this.family = family;
      return this;
    }

    public Builder trusted(List<X509Certificate> trusted) {
      this.trusted = trusted;
      return this;
    }

    public Builder proxy(Optional<InetSocketAddress> proxy) {
      this.proxy = proxy;
      return this;
    }

    public Builder insecure(boolean takesAnyCertificate) {
      isInsecure = takesAnyCertificate;
      return this;
    }

    /** How many cold runs there are, and what follows each. */
    public Builder runs(int cold, boolean withWarm, boolean withResumed) {
      runs = cold;
      isWarmed = withWarm;
      isResumed = withResumed;
      return this;
    }

    /** How many requests each run makes at once, and over how many connections of HTTP/1.1. */
    public Builder concurrent(int requests, int overConnections) {
      concurrent = requests;
      connections = overConnections;
      return this;
    }

    public ProbePlan build() {
      return new ProbePlan(
          url,
          versions,
          runs,
          isWarmed,
          isResumed,
          method,
          headers,
          body,
          timeout,
          maxRedirects,
          resolver,
          secureResolver,
          family,
          trusted,
          isInsecure,
          proxy,
          concurrent,
          connections);
    }
  }
}
