/**
 * DNS messages as they stand on the wire (RFC 1035), over UDP and TCP, and its multicast relatives.
 *
 * <table>
 * <caption>What is covered</caption>
 * <tr><td>decoded</td><td>header, question, answers of type A, AAAA and CNAME, TTLs, response
 * codes with their EDNS extension (RFC 6891), EDNS payload size, truncation, TCP framing</td></tr>
 * <tr><td>recognised</td><td>mDNS (RFC 6762) and LLMNR (RFC 4795) by their ports, all other record
 * types by number, NOTIFY, UPDATE and STATUS by opcode</td></tr>
 * <tr><td>skipped</td><td>authority and additional records except OPT, the data of other records,
 * second and later questions</td></tr>
 * </table>
 *
 * <p>A name is lower case and without the final dot, so that a resolver which plays with upper case
 * (0x20 encoding) still pairs. Which queries form one lookup is decided above, by {@code
 * exchange.DnsLookupFinder}.
 */
@NullMarked
package dev.stallscope.protocol.dns;

import org.jspecify.annotations.NullMarked;
