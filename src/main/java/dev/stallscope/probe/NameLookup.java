package dev.stallscope.probe;

import dev.stallscope.net.IpAddress;
import java.util.List;

/**
 * How a host's addresses were found.
 *
 * @param source the name server that answered, or the system's hosts file
 * @param queries one for each kind of address and server; none where the hosts file knew
 * @param addresses in the order of the answers
 */
public record NameLookup(
    String host, String source, List<RecordQuery> queries, List<IpAddress> addresses) {
  public NameLookup {
    queries = List.copyOf(queries);
    addresses = List.copyOf(addresses);
  }
}
