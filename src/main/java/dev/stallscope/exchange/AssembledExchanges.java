package dev.stallscope.exchange;

import java.util.List;

/**
 * All exchanges of a capture.
 *
 * @param exchanges by id
 * @param lookups by start
 */
public record AssembledExchanges(List<Exchange> exchanges, List<DnsLookup> lookups) {}
