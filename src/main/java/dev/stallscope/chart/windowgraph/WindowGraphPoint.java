package dev.stallscope.chart.windowgraph;

import dev.stallscope.flow.tcp.RetransmissionCause;

/**
 * A packet in a graph: a segment of the direction, or an acknowledgment of its data.
 *
 * @param packet its index from 0
 * @param kind what the segment is; of an acknowledgment {@link SegmentKind#SENT}
 * @param low first relative sequence number; of an acknowledgment what it acknowledges
 * @param high the sequence number after the last
 * @param cause what made the sender send it again
 */
public record WindowGraphPoint(
    int packet,
    boolean isAcknowledgment,
    SegmentKind kind,
    long epochNanos,
    long low,
    long high,
    RetransmissionCause cause) {}
