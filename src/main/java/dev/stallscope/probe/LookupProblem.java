package dev.stallscope.probe;

import dev.stallscope.probe.ProbeFailure.Kind;
import dev.stallscope.time.DurationText;
import java.util.List;
import java.util.Optional;

/** Says why a lookup gave no address. */
final class LookupProblem {
  private LookupProblem() {}

  static LookupException of(NameLookup lookup, AddressFamily family) {
    String host = lookup.host();
    List<RecordQuery> queries = lookup.queries();
    Optional<RecordQuery> answered = queries.stream().filter(RecordQuery::isAnswered).findFirst();
    if (queries.isEmpty()) {
      return new LookupException(
          Kind.NAME_SERVER_FAILED,
          "The system names no name server that could be asked for %s.".formatted(host));
    }
    if (answered.isEmpty()) {
      return silence(host, queries);
    }
    RecordQuery query = answered.get();
    if (queries.stream().anyMatch(each -> each.rcode().equals("NXDOMAIN"))) {
      return new LookupException(
          Kind.NO_SUCH_NAME,
          "There is no host %s: the name server %s answered NXDOMAIN."
              .formatted(host, query.server()));
    }
    if (queries.stream().anyMatch(each -> each.rcode().equals("NOERROR"))) {
      return new LookupException(
          Kind.NO_ADDRESS,
          "%s exists, but the name server %s has no %s for it."
              .formatted(host, query.server(), wanted(family)));
    }
    return new LookupException(
        Kind.NAME_SERVER_FAILED,
        "The name server %s could not say where %s is: it answered %s."
            .formatted(query.server(), host, query.rcode()));
  }

  private static LookupException silence(String host, List<RecordQuery> queries) {
    RecordQuery query = queries.getLast();
    return new LookupException(
        Kind.NAME_SERVER_SILENT,
        "The name server %s did not answer when asked for %s: %s (after %s)."
            .formatted(
                query.server(),
                host,
                query.problem(),
                DurationText.of(query.span().durationNanos())));
  }

  /** What of a host is missing. */
  static String wanted(AddressFamily family) {
    return switch (family) {
      case ANY -> "address";
      case IPV4 -> "IPv4 address";
      case IPV6 -> "IPv6 address";
    };
  }
}
