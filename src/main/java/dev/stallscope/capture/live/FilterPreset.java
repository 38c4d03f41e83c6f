package dev.stallscope.capture.live;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Filters that are often wanted. */
public enum FilterPreset {
  /** HTTP in all its versions, on the usual ports and those of development servers, and DNS. */
  WEB(
      "tcp port "
          + or(80, 443, 3000, 4200, 5000, 5173, 8000, 8080, 8443, 8888, 9000)
          + " or udp port "
          + or(53, 443, 8443)
          + " or tcp port 53"),
  /** Name lookups, plain and over TLS; and multicast DNS. */
  DNS("port " + or(53, 853, 5353)),
  /** PostgreSQL, MySQL, Redis, memcached, MongoDB, SQL Server and Oracle, on their usual ports. */
  DATABASES("tcp port " + or(5432, 3306, 6379, 11_211, 27_017, 1433, 1521));

  private final String filter;

  FilterPreset(String filter) {
    this.filter = filter;
  }

  /** In libpcap's language. */
  public String filter() {
    return filter;
  }

  /**
   * All of these, and only with this host and port where they are given.
   *
   * @param presets none for everything
   * @param host a name or an address; empty for any
   * @param port 0 for any
   * @param more another filter that must hold; empty for none
   */
  public static String combine(List<FilterPreset> presets, String host, int port, String more) {
    String either =
        presets.stream()
            .distinct()
            .map(preset -> bracketed(preset.filter(), presets.size() > 1))
            .collect(Collectors.joining(" or "));
    List<String> parts =
        List.of(
            either,
            host.isEmpty() ? "" : "host " + host,
            port == 0 ? "" : "port " + port,
            more.strip());
    List<String> given = parts.stream().filter(part -> !part.isEmpty()).toList();
    return given.stream()
        .map(part -> bracketed(part, given.size() > 1 && part.contains(" or ")))
        .collect(Collectors.joining(" and "));
  }

  private static String bracketed(String filter, boolean isWanted) {
    return isWanted ? "(" + filter + ")" : filter;
  }

  private static String or(int... ports) {
    return IntStream.of(ports)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" or ", "(", ")"));
  }
}
