/**
 * The window graph of the selected connection, over TCP or QUIC: what was sent, acknowledged and
 * allowed, what got lost and how it was sent again, and where it stood still.
 *
 * <p>The view model follows the selection and has the graph read in the background; the graph
 * itself is laid out by {@link dev.stallscope.chart.windowgraph}, so that a report shows the same.
 */
@NullMarked
package dev.stallscope.ui.windowgraph;

import org.jspecify.annotations.NullMarked;
