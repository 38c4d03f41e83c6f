package dev.stallscope.protocol.dns;

import java.util.Optional;

/**
 * What pairs an answer with its query on one flow: the id alone repeats too soon where a client
 * keeps one port.
 *
 * @param question empty only where neither the message nor an earlier query with the id told it
 */
public record DnsKey(int id, Optional<DnsQuestion> question) {}
