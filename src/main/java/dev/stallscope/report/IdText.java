package dev.stallscope.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Ids as a person reads them: {@code zero window}, {@code TLS two round trips}. */
public final class IdText {
  private static final Map<String, String> SPELLINGS =
      Map.ofEntries(
          Map.entry("dns", "DNS"),
          Map.entry("tcp", "TCP"),
          Map.entry("tls", "TLS"),
          Map.entry("syn", "SYN"),
          Map.entry("mtu", "MTU"),
          Map.entry("ack", "ACK"),
          Map.entry("http", "HTTP"),
          Map.entry("http1", "HTTP/1"),
          Map.entry("quic", "QUIC"),
          Map.entry("nagle", "Nagle"));

  private IdText() {}

  /** The words of an id, such as that of a rule: {@code no-keep-alive}. */
  public static String words(String id) {
    return Arrays.stream(id.toLowerCase(Locale.ROOT).split("[-_]"))
        .map(word -> SPELLINGS.getOrDefault(word, word))
        .collect(Collectors.joining(" "));
  }
}
