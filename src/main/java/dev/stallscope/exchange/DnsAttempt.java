package dev.stallscope.exchange;

import dev.stallscope.net.Endpoint;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.protocol.dns.DnsType;
import java.util.OptionalLong;

/**
 * One query as it was sent, with its answer.
 *
 * @param exchange id of the DNS exchange it belongs to; a query sent again under the same id shares
 *     the exchange
 * @param client who asked: one socket asks from one port
 * @param server who was asked
 * @param name lower case, without the final dot
 * @param type the record type's number
 * @param sentNanos when the query was captured
 * @param answerNanos when its answer was captured, -1 without one
 * @param queryPacket index of the query's packet
 * @param answerPacket index of the packet that completed the answer, -1 without one
 * @param rcode of the answer, with the EDNS extension; -1 without one
 * @param records records in the answer, aliases not counted
 * @param aliases CNAMEs from the name asked to the name that has the data
 * @param isTruncated whether the answer did not fit
 * @param isRetry whether the lookup had asked the same name and type before
 */
public record DnsAttempt(
    int exchange,
    Endpoint client,
    Endpoint server,
    Transport transport,
    String name,
    int type,
    long sentNanos,
    long answerNanos,
    int queryPacket,
    int answerPacket,
    int rcode,
    int records,
    int aliases,
    boolean isTruncated,
    boolean isRetry) {
  public boolean isAnswered() {
    return answerNanos >= 0;
  }

  /** How long the answer took, empty without one. */
  public OptionalLong responseNanos() {
    return isAnswered() ? OptionalLong.of(answerNanos - sentNanos) : OptionalLong.empty();
  }

  /** Whether the answer had come at {@code epochNanos}. */
  public boolean isAnsweredBy(long epochNanos) {
    return isAnswered() && answerNanos <= epochNanos;
  }

  /** Whether the server answered that it cannot or will not say; another one may know. */
  public boolean isServerTrouble() {
    return DnsRcode.isServerTrouble(rcode);
  }

  /** Whether one asks for IPv4 addresses and the other for those of IPv6. */
  boolean isOtherFamily(DnsAttempt other) {
    return type == DnsType.A && other.type == DnsType.AAAA
        || type == DnsType.AAAA && other.type == DnsType.A;
  }

  /** Whether an address had come in its answer at {@code epochNanos}. */
  boolean isAddressBy(long epochNanos) {
    return (type == DnsType.A || type == DnsType.AAAA)
        && isAnsweredBy(epochNanos)
        && rcode == DnsRcode.NOERROR
        && records > 0;
  }

  /** Whether it looks around for services of a domain (RFC 6763, 11), which holds up nobody. */
  boolean isBrowsing() {
    return name.contains("._dns-sd._udp.");
  }

  /** Whether the answer is that there is no such name, or no such record of it. */
  boolean isNegative() {
    return rcode == DnsRcode.NXDOMAIN || rcode == DnsRcode.NOERROR && records == 0;
  }

  DnsAttempt asRetry() {
    return new DnsAttempt(
        exchange,
        client,
        server,
        transport,
        name,
        type,
        sentNanos,
        answerNanos,
        queryPacket,
        answerPacket,
        rcode,
        records,
        aliases,
        isTruncated,
        true);
  }
}
