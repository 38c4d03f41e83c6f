package dev.stallscope.chart.windowgraph;

/**
 * How a graph is written and marked.
 *
 * @param zeroNanos the time that is called 0
 * @param isAbsolute whether sequence numbers are those on the wire
 * @param hasLegend whether it is said which line is what, where there is room
 * @param packet index of the packet that is marked, or -1
 */
public record WindowGraphLook(
    WindowGraphWords words, long zeroNanos, boolean isAbsolute, boolean hasLegend, int packet) {}
