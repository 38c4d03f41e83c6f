/**
 * Headers read in place, from the link layer to the innermost transport, and what is wrong in them.
 *
 * <p>Each header names the {@code Layer} that follows it; {@link
 * dev.stallscope.packet.PacketDecoder} goes from one to the next until TCP, UDP or an ICMP error is
 * found and stands in the {@link dev.stallscope.packet.PacketCursor}. Outer headers are
 * overwritten: the innermost flow counts.
 *
 * <table>
 *   <caption>Coverage</caption>
 *   <tr><td>decoded</td><td>Ethernet, 802.3 with SNAP, 802.1Q, QinQ, 802.1BR, Cisco metadata, Linux
 *       cooked 1 and 2, BSD loopback, raw IP, PPP, PPPoE, Cisco HDLC, NFLOG, PKTAP, PPI, radiotap
 *       and 802.11 data frames; MPLS, GRE, ERSPAN, VXLAN, Geneve, GTP-U, IP in IP; IPv4 and IPv6
 *       with options, extension headers, AH and fragments; TCP, UDP, ICMP errors</td></tr>
 *   <tr><td>recognised</td><td>multipath TCP and TCP fast open, without following them</td></tr>
 *   <tr><td>skipped</td><td>encrypted 802.11, A-MSDU, ESP, SCTP, ICMP queries, ARP, other link
 *       types</td></tr>
 * </table>
 */
@NullMarked
package dev.stallscope.packet;

import org.jspecify.annotations.NullMarked;
