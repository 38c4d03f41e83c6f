package dev.stallscope.probe;

import dev.stallscope.net.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/**
 * Finds a host's addresses as the system would: the hosts file first, then its name servers in
 * order, each asked for A and AAAA at the same time. A chosen name server is asked at once.
 */
final class NameResolver {
  /** What the library says goes into the failure's sentence, and not into a log. */
  private static final Logger LIBRARY = Logger.getLogger("org.xbill.DNS");

  static {
    LIBRARY.setLevel(Level.OFF);
  }

  private final ProbePlan plan;
  private final ProbeClock clock;
  private final Cancellation cancellation;
  private final Optional<NameSource> secure;

  NameResolver(ProbePlan plan, ProbeClock clock, Cancellation cancellation) {
    this.plan = plan;
    this.clock = clock;
    this.cancellation = cancellation;
    secure = plan.secureResolver().map(resolver -> source(resolver, PeerTrust.of(plan)));
  }

  private static NameSource source(SecureResolver resolver, PeerTrust trust) {
    return resolver.isHttps()
        ? new HttpsNameSource(resolver, trust)
        : new TlsNameSource(resolver, trust);
  }

  /**
   * Looks a host up; what it finds without an address is in the lookup, too.
   *
   * @param host a name, in ASCII
   * @throws LookupException if the name cannot be a host's
   */
  NameLookup lookup(String host) throws LookupException {
    Name name = name(host);
    if (secure.isPresent()) {
      return ask(host, name, List.of(secure.get()));
    }
    if (plan.resolver().isPresent()) {
      return ask(host, name, List.of(new PlainNameSource(plan.resolver().get())));
    }
    List<IpAddress> known = inHostsFile(name, plan.family());
    if (known.isEmpty() && !inHostsFile(name, AddressFamily.ANY).isEmpty()) {
      throw new LookupException(
          ProbeFailure.Kind.NO_ADDRESS,
          "The hosts file knows %s, but has no %s for it."
              .formatted(host, LookupProblem.wanted(plan.family())));
    }
    return known.isEmpty()
        ? ask(host, name, systemServers())
        : new NameLookup(host, "the hosts file", List.of(), known);
  }

  private static List<NameSource> systemServers() {
    return ResolverConfig.getCurrentConfig().servers().stream()
        .<NameSource>map(PlainNameSource::new)
        .toList();
  }

  /** Reads what the system says about names, without asking anybody. */
  void warmUp() {
    inHostsFile(Name.root, plan.family());
    ResolverConfig.refresh();
  }

  private static Name name(String host) throws LookupException {
    try {
      return Name.fromString(host.endsWith(".") ? host : host + ".");
    } catch (TextParseException e) {
      throw new LookupException(
          ProbeFailure.Kind.NO_SUCH_NAME,
          host + " cannot be the name of a host: " + e.getMessage());
    }
  }

  private static List<IpAddress> inHostsFile(Name name, AddressFamily family) {
    HostsFileParser file = new HostsFileParser();
    List<IpAddress> addresses = new ArrayList<>();
    for (int type : types(family)) {
      try {
        file.getAddressForHost(name, type).map(NameResolver::address).ifPresent(addresses::add);
      } catch (IOException e) {
        // A system may well be without one.
      }
    }
    return addresses;
  }

  /** IPv6 first, as Happy Eyeballs wants it (RFC 8305 section 3). */
  private static List<Integer> types(AddressFamily family) {
    return switch (family) {
      case ANY -> List.of(Type.AAAA, Type.A);
      case IPV4 -> List.of(Type.A);
      case IPV6 -> List.of(Type.AAAA);
    };
  }

  private NameLookup ask(String host, Name name, List<NameSource> servers) {
    List<RecordQuery> queries = new ArrayList<>();
    String source = "";
    for (NameSource server : servers) {
      NameServer asked = new NameServer(server, clock, cancellation);
      source = asked.text();
      List<RecordQuery> answers =
          asked.ask(name, types(plan.family()), plan.timeout().dividedBy(servers.size()));
      queries.addAll(answers);
      if (cancellation.isRequested() || answers.stream().anyMatch(NameResolver::isConclusive)) {
        break;
      }
    }
    return new NameLookup(host, source, queries, addresses(queries));
  }

  /** Whether another name server would say the same. */
  private static boolean isConclusive(RecordQuery query) {
    return query.rcode().equals("NOERROR") || query.rcode().equals("NXDOMAIN");
  }

  private static List<IpAddress> addresses(List<RecordQuery> queries) {
    return queries.stream()
        .flatMap(query -> query.answers().stream().filter(a -> a.type().equals(query.type())))
        .map(answer -> IpAddress.parse(answer.value()))
        .distinct()
        .toList();
  }

  static IpAddress address(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? IpAddress.v4(bytes, 0) : IpAddress.v6(bytes, 0);
  }
}
