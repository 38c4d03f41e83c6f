/**
 * One TCP connection: its segments, what happened to each, and the bytes they brought.
 *
 * <p>While the capture is read, each segment becomes a row of a {@link
 * dev.stallscope.flow.tcp.SegmentTable}, and its payload goes through a {@link
 * dev.stallscope.flow.tcp.TcpReassembly} to a {@link dev.stallscope.flow.tcp.StreamConsumer}: in
 * order, each byte with the packet that brought it, gaps as gaps. Nothing later is known by then.
 *
 * <p>When it is read, {@link dev.stallscope.flow.tcp.TcpTracker} turns the rows of a connection
 * into a {@link dev.stallscope.flow.tcp.TcpTrace}, which is dropped after use, and the {@link
 * dev.stallscope.flow.tcp.TcpConnection} that is kept. There are two kinds of judgement:
 * Wireshark's labels, exactly as it counts them, copies made by the capture included; and our own
 * (lost, needless, the mechanism), which leave copies out and look ahead.
 */
@NullMarked
package dev.stallscope.flow.tcp;

import org.jspecify.annotations.NullMarked;
