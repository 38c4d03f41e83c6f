package dev.stallscope.report.page;

import dev.stallscope.analysis.detail.PacketRow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packet in so few words that they fit beside an arrow. */
final class PacketWords {
  /** {@code [TCP ZeroWindow] 51132 → 8000 [ACK] Seq=1 ...}, as Wireshark writes it. */
  private static final Pattern TCP =
      Pattern.compile("((?:\\[[^\\]]*\\] )*)\\d+ → \\d+ \\[([A-Z, ]+)](.*)");

  private static final Pattern NO_DATA = Pattern.compile(".*\\bLen=0\\b.*");

  private static final Pattern LABEL = Pattern.compile("\\[(?:TCP )?([^\\]]*)\\]");
  private static final Pattern DNS = Pattern.compile("Standard query (response )?0x[0-9a-f]+ ");

  private PacketWords() {}

  /** Its number and what it is; empty for an acknowledgment that proves nothing. */
  static String of(PacketRow row, boolean isProof) {
    Matcher tcp = TCP.matcher(row.info());
    String words = row.info();
    if (tcp.matches()) {
      if (!isProof && "ACK".equals(tcp.group(1) + tcp.group(2))) {
        return "";
      }
      words = tcp.group(1) + plain(tcp.group(2), !NO_DATA.matcher(tcp.group(3)).matches());
    }
    return (row.packet() + 1) + " " + shorter(words);
  }

  /** What its flags mean for who has never seen them. */
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
    return closes.isEmpty() ? "acknowledges" : closes;
  }

  private static String shorter(String words) {
    String unlabelled = LABEL.matcher(words).replaceAll("$1");
    String named = unlabelled.replace("Continuation", "more data");
    return DNS.matcher(named).replaceAll(dns -> dns.group(1) == null ? "query " : "answer ");
  }
}
