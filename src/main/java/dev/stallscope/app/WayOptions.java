package dev.stallscope.app;

import dev.stallscope.probe.AddressFamily;
import dev.stallscope.probe.CertificateFile;
import dev.stallscope.probe.HostAndPort;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.SecureResolver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The way that a probe takes to a server: who looks its name up, what is trusted, what is between.
 */
final class WayOptions {
  private static final int DNS_PORT = 53;

  @Option(
      names = "--resolver",
      paramLabel = "ADDRESS[:PORT]|URL",
      description =
          "the name server to ask, by its address, over HTTPS (https://HOST/PATH) or over TLS"
              + " (tls://HOST[:PORT]); connecting to it is then part of the lookup (default: the"
              + " hosts file, then the system's)")
  private @Nullable String resolver;

  @ArgGroup(exclusive = true)
  private @Nullable Family family;

  @Option(names = "--insecure", description = "take any certificate")
  private boolean isInsecure;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "certificates (PEM) to trust beside Java's own")
  private @Nullable Path authorities;

  @Option(names = "--proxy", paramLabel = "[http://]HOST[:PORT]", description = "an HTTP proxy")
  private @Nullable String proxy;

  /** One of the two, or neither. */
  private static final class Family {
    @Option(names = "-4", required = true, description = "IPv4 only")
    private boolean isV4;

    @Option(names = "-6", required = true, description = "IPv6 only")
    private boolean isV6;

    AddressFamily chosen() {
      return isV4 ? AddressFamily.IPV4 : isV6 ? AddressFamily.IPV6 : AddressFamily.ANY;
    }
  }

  boolean isProxied() {
    return proxy != null;
  }

  /**
   * A plan that goes this way.
   *
   * @param wrong makes an exception of what is wrong with the options
   * @throws IOException if the file of certificates cannot be read
   */
  ProbePlan.Builder over(ProbePlan.Builder plan, Function<String, ParameterException> wrong)
      throws IOException {
    return plan.secureResolver(Optional.ofNullable(resolver).flatMap(SecureResolver::parse))
        .resolver(
            Optional.ofNullable(resolver)
                .filter(text -> SecureResolver.parse(text).isEmpty())
                .map(text -> literal(text, wrong)))
        .family(Optional.ofNullable(family).map(Family::chosen).orElse(AddressFamily.ANY))
        .trusted(authorities == null ? List.of() : CertificateFile.read(authorities))
        .insecure(isInsecure)
        .proxy(Optional.ofNullable(proxy).map(text -> proxy(text, wrong)));
  }

  private static InetSocketAddress proxy(String text, Function<String, ParameterException> wrong) {
    return HostAndPort.proxy(text)
        .map(HostAndPort::unresolved)
        .orElseThrow(
            () -> wrong.apply("--proxy takes HTTP proxies only, and no user and password."));
  }

  private static InetSocketAddress literal(
      String text, Function<String, ParameterException> wrong) {
    return HostAndPort.parse(text, DNS_PORT)
        .literal()
        .orElseThrow(
            () ->
                wrong.apply(
                    "--resolver wants an address, https://… or tls://…, not " + text + "."));
  }
}
