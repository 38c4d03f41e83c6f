package dev.stallscope.protocol.dns;

import dev.stallscope.net.IpAddress;
import java.util.Optional;

/**
 * A resource record of the answer section.
 *
 * @param name owner, lower case, without the final dot
 * @param type the record type's number
 * @param ttlSeconds how long it may be cached
 * @param address of an A or AAAA record
 * @param target of a CNAME record
 */
public record DnsRecord(
    String name, int type, long ttlSeconds, Optional<IpAddress> address, Optional<String> target) {}
