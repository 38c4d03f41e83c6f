package dev.stallscope.protocol.dns;

import java.util.List;

/** Response codes and their names (RFC 1035, RFC 2136, RFC 6891). */
public final class DnsRcode {
  public static final int NOERROR = 0;
  public static final int FORMERR = 1;
  public static final int SERVFAIL = 2;
  public static final int NXDOMAIN = 3;
  public static final int NOTIMP = 4;
  public static final int REFUSED = 5;

  private static final List<String> TITLES =
      List.of(
          "NOERROR",
          "FORMERR",
          "SERVFAIL",
          "NXDOMAIN",
          "NOTIMP",
          "REFUSED",
          "YXDOMAIN",
          "YXRRSET",
          "NXRRSET",
          "NOTAUTH",
          "NOTZONE");
  private static final int BADVERS = 16;
  private static final int BADCOOKIE = 23;

  private DnsRcode() {}

  /** The code's name, or {@code RCODE} and its number. */
  public static String title(int rcode) {
    if (rcode >= 0 && rcode < TITLES.size()) {
      return TITLES.get(rcode);
    }
    return switch (rcode) {
      case BADVERS -> "BADVERS";
      case BADCOOKIE -> "BADCOOKIE";
      default -> "RCODE" + rcode;
    };
  }

  /** Whether the server could or would not say: another one may know. */
  public static boolean isServerTrouble(int rcode) {
    return rcode == SERVFAIL || rcode == REFUSED || rcode == NOTIMP || rcode == FORMERR;
  }
}
