package dev.stallscope.protocol.dns;

/**
 * What a query asks.
 *
 * @param name lower case, without the final dot; empty for the root
 * @param type the record type's number, see {@link DnsType}
 * @param classCode the class's number, 1 for the Internet; mDNS' top bit is removed
 */
public record DnsQuestion(String name, int type, int classCode) {
  /** {@code A example.org}. */
  public String label() {
    return DnsType.title(type) + " " + (name.isEmpty() ? "." : name);
  }
}
