/**
 * QUIC (RFC 9000, RFC 9001, RFC 9369): connections over UDP.
 *
 * <table>
 * <caption>What is covered</caption>
 * <tr><td>decoded</td><td>versions 1 and 2 and drafts 23 to 34: Initial packets with the hellos,
 * Retry, Version Negotiation, coalesced packets and those that segmentation offload joined; who
 * sent how much, round trips by acknowledgments of Initials and by the spin bit; hellos that a
 * timer sent again, servers that may not send more before they know the address; ids over changes of
 * address and port</td></tr>
 * <tr><td>decrypted</td><td>with a key log: 0-RTT, Handshake and 1-RTT packets under AES-GCM,
 * AES-CCM and ChaCha20-Poly1305, over key updates and changes of address; what was agreed on,
 * acknowledgments, streams and how many are allowed, probe timeouts, flow control</td></tr>
 * <tr><td>recognised</td><td>these packets without keys</td></tr>
 * <tr><td>skipped</td><td>older drafts, gQUIC; what follows in packets that are joined in the
 * middle of a connection whose handshake was not captured</td></tr>
 * </table>
 *
 * <p>{@code QuicDatagrams} takes the datagrams of a flow apart and leads packets to their {@code
 * QuicConnection} by connection ids; {@code HandshakeProgress} hands the handshake over as the
 * set-up that opens the connection; {@code ConnectionPackets} opens packets, {@code
 * ConnectionFrames} reads them, and {@code ConnectionStreams} hands the bytes of streams to the
 * decoder of the protocol that was agreed on. Without keys requests are not inferred from encrypted
 * packets: many are under way at once, and nothing tells which packet belongs to which.
 */
@NullMarked
package dev.stallscope.protocol.quic;

import org.jspecify.annotations.NullMarked;
