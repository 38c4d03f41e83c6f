package dev.stallscope.exchange;

import dev.stallscope.net.IpAddress;
import dev.stallscope.time.TimeSpan;
import java.util.List;

/**
 * What a client did to resolve one name: all its queries, with retries, both address families and
 * the search list.
 *
 * @param name the name that was finally asked for, lower case, without the final dot
 * @param queries ids of the DNS exchanges, by start
 * @param span first query to the last answer that the client waited for
 * @param addresses what was found; may be empty
 * @param ttlSeconds smallest TTL of the answers, -1 without an answer
 * @param searched names that were asked before and do not exist
 * @param parent id of the exchange that waited for it, or -1
 */
public record DnsLookup(
    IpAddress client,
    String name,
    List<Integer> queries,
    TimeSpan span,
    List<IpAddress> addresses,
    long ttlSeconds,
    List<String> searched,
    int parent) {}
