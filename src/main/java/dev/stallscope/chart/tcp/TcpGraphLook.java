package dev.stallscope.chart.tcp;

/**
 * How a graph is written and marked.
 *
 * @param zeroNanos the time that is called 0
 * @param isAbsolute whether sequence numbers are those on the wire
 * @param packet index of the packet that is marked, or -1
 */
public record TcpGraphLook(TcpGraphWords words, long zeroNanos, boolean isAbsolute, int packet) {}
