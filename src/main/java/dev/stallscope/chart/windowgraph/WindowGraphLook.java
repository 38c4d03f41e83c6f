package dev.stallscope.chart.windowgraph;

/**
 * How a graph is written and marked.
 *
 * @param zeroNanos the time that is called 0
 * @param isAbsolute whether sequence numbers are those on the wire
 * @param packet index of the packet that is marked, or -1
 */
public record WindowGraphLook(
    WindowGraphWords words, long zeroNanos, boolean isAbsolute, int packet) {}
