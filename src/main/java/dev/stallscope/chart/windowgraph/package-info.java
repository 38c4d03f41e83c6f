/**
 * The window graph of one direction of a connection, over TCP or QUIC, without a toolkit.
 *
 * <p>A {@link dev.stallscope.chart.windowgraph.WindowGraph} holds the points, a million of them if
 * need be, so prepared that a view of all of them costs no more than one of a part. A {@link
 * dev.stallscope.chart.windowgraph.WindowGraphViewport} says what of it is looked at, and a {@link
 * dev.stallscope.chart.windowgraph.WindowGraphLayout} where everything stands: the marks to paint,
 * and what lies under the mouse. Two plots share the time: sequence numbers above; bytes in flight,
 * receive window and round trips below; stalls are bands through both.
 */
@NullMarked
package dev.stallscope.chart.windowgraph;

import org.jspecify.annotations.NullMarked;
