package dev.stallscope.analysis.detail;

/**
 * A packet's line in a list, with Wireshark's columns.
 *
 * @param packet index from 0; its number on screen is one more
 * @param source address, or empty where there is none
 * @param destination address, or empty
 * @param protocol the innermost that was recognised
 * @param length bytes on the wire
 * @param info what it says, with what was found of it in front: {@code [TCP Retransmission] 51132 →
 *     443 [ACK] ...}
 */
public record PacketRow(
    int packet,
    long epochNanos,
    String source,
    String destination,
    String protocol,
    int length,
    String info) {}
