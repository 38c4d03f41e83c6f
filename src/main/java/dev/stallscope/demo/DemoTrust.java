package dev.stallscope.demo;

import dev.stallscope.probe.ProbePlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a probe of the demo server trust the certificate that this server made when it started, and
 * find the names that only its own resolver knows. Probes of anything else stay as they are.
 *
 * @param certificate what the server shows
 */
public record DemoTrust(DemoPorts ports, X509Certificate certificate) {
  private static final List<String> HOSTS = List.of(DemoCatalogue.HOST, "localhost");

  /** Trust in a server that runs. */
  public static DemoTrust in(DemoServer server) {
    return new DemoTrust(server.ports(), server.certificate().certificate());
  }

  /** The same plan, with what it takes to ask this server; unchanged if it asks another. */
  public ProbePlan applied(ProbePlan plan) {
    URI url = URI.create(plan.url());
    String host = String.valueOf(url.getHost());
    boolean isNamed = host.endsWith(DemoResolver.ZONE);
    boolean isOurs = (isNamed || HOSTS.contains(host)) && isOurPort(url.getPort());
    if (!isOurs) {
      return plan;
    }
    List<X509Certificate> trusted = new ArrayList<>(plan.trusted());
    if (!trusted.contains(certificate)) {
      trusted.add(certificate);
    }
    boolean hasResolver = plan.resolver().isPresent() || plan.secureResolver().isPresent();
    return plan.at(plan.url())
        .trusted(trusted)
        .resolver(isNamed && !hasResolver ? Optional.of(resolver()) : plan.resolver())
        .build();
  }

  private InetSocketAddress resolver() {
    return new InetSocketAddress(InetAddress.ofLiteral(DemoCatalogue.HOST), ports.dns());
  }

  private boolean isOurPort(int port) {
    return port == ports.http() || port == ports.https() || port == ports.slowTls();
  }
}
