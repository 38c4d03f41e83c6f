package dev.stallscope.report.page;

import dev.stallscope.analysis.detail.PacketRow;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A packet in so few and so plain words that they fit beside an arrow, for who never saw one. */
final class PacketWords {
  /** {@code [TCP ZeroWindow] 51132 → 8000 [ACK] Seq=1 ...}, as Wireshark writes it. */
  private static final Pattern TCP = Pattern.compile("\\d+ → \\d+ \\[([A-Z, ]+)](.*)");

  private static final Pattern NO_DATA = Pattern.compile(".*\\bLen=0\\b.*");
  private static final Pattern LABELLED = Pattern.compile("((?:\\[[^\\]]*\\] )*)(.*)");
  private static final Pattern LABEL = Pattern.compile("\\[(?:TCP )?([^\\]]*)\\]");

  /** What QUIC's headers hold besides their kind: {@code , DCID=8963268795831, PKN: 0}. */
  private static final Pattern CONNECTION_ID = Pattern.compile(",? (?:DCID=|SCID=|PKN: |Len=).*");

  private static final Pattern DNS = Pattern.compile("Standard query (response )?0x[0-9a-f]+ ");
  private static final String ACKNOWLEDGES = "acknowledges";
  private static final String COPY = "Captured twice";

  /** What Wireshark calls it, and what it means; others are left out. */
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("Retransmission", "sent again"),
          Map.entry("Fast Retransmission", "sent again"),
          Map.entry("Spurious Retransmission", "sent again, needlessly"),
          Map.entry("Out-Of-Order", "late"),
          Map.entry("Dup ACK", "misses data"),
          Map.entry("Previous segment not captured", "data missing before it"),
          Map.entry("ZeroWindow", "takes no more"),
          Map.entry("ZeroWindowProbe", "asks for room"),
          Map.entry("ZeroWindowProbeAck", "has no room"),
          Map.entry("Window Full", "window full"),
          Map.entry("Window Update", "has room again"),
          Map.entry("Keep-Alive", "asks if it is there"),
          Map.entry("Keep-Alive ACK", "is there"));

  private PacketWords() {}

  /** Its number and what it is; empty for an acknowledgment that proves nothing. */
  static String of(PacketRow row, boolean isProof) {
    String words = of(row.info());
    boolean isNamed = isProof || !words.equals(ACKNOWLEDGES);
    return isNamed ? "#%d %s".formatted(row.packet() + 1, words) : "";
  }

  /** The line of a packet without its ports, numbers and flags. */
  static String of(String info) {
    Matcher line = LABELLED.matcher(info);
    if (!line.matches()) {
      return info;
    }
    String found = found(line.group(1));
    Matcher tcp = TCP.matcher(line.group(2));
    if (!tcp.matches()) {
      return found.isEmpty() ? plain(line.group(2)) : plain(line.group(2)) + ", " + found;
    }
    boolean hasData = !NO_DATA.matcher(tcp.group(2)).matches();
    String flags = plain(tcp.group(1), hasData);
    if (found.isEmpty()) {
      return flags;
    }
    return flags.equals(ACKNOWLEDGES) ? found : flags + ", " + found;
  }

  /** What was found of it. A copy that the capture made was not sent again. */
  private static String found(String labels) {
    if (labels.contains(COPY)) {
      return "captured twice";
    }
    return LABEL
        .matcher(labels)
        .results()
        .map(label -> MEANINGS.getOrDefault(label.group(1), ""))
        .filter(meaning -> !meaning.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** What its flags mean. */
  private static String plain(String flags, boolean hasData) {
    if (flags.contains("SYN")) {
      return flags.contains("ACK") ? "accepts the connection" : "asks to connect";
    }
    if (flags.contains("RST")) {
      return "resets the connection";
    }
    String closes = flags.contains("FIN") ? "closes" : "";
    if (hasData) {
      return closes.isEmpty() ? "data" : "data, closes";
    }
    return closes.isEmpty() ? ACKNOWLEDGES : closes;
  }

  private static String plain(String words) {
    String named =
        CONNECTION_ID
            .matcher(words)
            .replaceAll("")
            .replace("Continuation", "more data")
            .replace("Application Data", "encrypted data")
            .replace("Protected Payload (1-RTT)", "encrypted data");
    return DNS.matcher(named).replaceAll(dns -> dns.group(1) == null ? "query " : "answer ");
  }
}
