package dev.stallscope.analysis;

import dev.stallscope.net.Endpoint;
import dev.stallscope.net.Transport;

/**
 * Who talked with whom: a connection, or the datagrams between two endpoints.
 *
 * @param id index over all flows: a connection has its own id, other flows of datagrams follow in
 *     the order of their first packets
 * @param client side 0 of the packets in the index
 * @param server side 1
 * @param firstPacket index of the first packet, from 0
 * @param lastPacket index of the last packet, an ICMP error about the flow included
 */
public record CaptureFlow(
    int id,
    Transport transport,
    Endpoint client,
    Endpoint server,
    int firstPacket,
    int lastPacket) {}
