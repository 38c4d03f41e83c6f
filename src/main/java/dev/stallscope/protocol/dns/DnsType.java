package dev.stallscope.protocol.dns;

import java.util.Map;

/** Numbers of record types and their names (IANA's registry of DNS parameters). */
public final class DnsType {
  public static final int A = 1;
  public static final int CNAME = 5;
  public static final int PTR = 12;
  public static final int AAAA = 28;
  public static final int OPT = 41;
  public static final int SVCB = 64;
  public static final int HTTPS = 65;
  public static final int TKEY = 249;
  public static final int TSIG = 250;

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(A, "A"),
          Map.entry(2, "NS"),
          Map.entry(CNAME, "CNAME"),
          Map.entry(6, "SOA"),
          Map.entry(10, "NULL"),
          Map.entry(PTR, "PTR"),
          Map.entry(13, "HINFO"),
          Map.entry(15, "MX"),
          Map.entry(16, "TXT"),
          Map.entry(17, "RP"),
          Map.entry(18, "AFSDB"),
          Map.entry(AAAA, "AAAA"),
          Map.entry(29, "LOC"),
          Map.entry(33, "SRV"),
          Map.entry(35, "NAPTR"),
          Map.entry(39, "DNAME"),
          Map.entry(OPT, "OPT"),
          Map.entry(43, "DS"),
          Map.entry(44, "SSHFP"),
          Map.entry(46, "RRSIG"),
          Map.entry(47, "NSEC"),
          Map.entry(48, "DNSKEY"),
          Map.entry(50, "NSEC3"),
          Map.entry(51, "NSEC3PARAM"),
          Map.entry(52, "TLSA"),
          Map.entry(59, "CDS"),
          Map.entry(60, "CDNSKEY"),
          Map.entry(SVCB, "SVCB"),
          Map.entry(HTTPS, "HTTPS"),
          Map.entry(99, "SPF"),
          Map.entry(TKEY, "TKEY"),
          Map.entry(TSIG, "TSIG"),
          Map.entry(251, "IXFR"),
          Map.entry(252, "AXFR"),
          Map.entry(255, "ANY"),
          Map.entry(256, "URI"),
          Map.entry(257, "CAA"));

  private DnsType() {}

  /** The type's name, or {@code TYPE} and its number as in RFC 3597. */
  public static String title(int type) {
    String title = TITLES.get(type);
    return title == null ? "TYPE" + type : title;
  }

  /** Whether a client that wants to connect asks for it: A, AAAA, HTTPS and SVCB. */
  public static boolean isForConnecting(int type) {
    return type == A || type == AAAA || type == HTTPS || type == SVCB;
  }

  /** Whether the number has a name here; what asks for another is hardly DNS. */
  static boolean isUsual(int type) {
    return TITLES.containsKey(type);
  }
}
