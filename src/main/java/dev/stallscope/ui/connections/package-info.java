/**
 * The table of connections: one line each with its times, bytes, round trip, what went wrong and
 * how often it was used. Rows are made of the measurements when they are shown and sorted as an
 * array of ids away from the FX thread.
 *
 * <p>Below it stands all that is known of the selected one, or of all of them together: how it was
 * set up, what each side sent and what became of it, what limited it, where its time went, and ways
 * to its findings and exchanges. The options of its opening packets and the mechanisms that sent
 * its segments again are read from the capture when somebody looks.
 */
@NullMarked
package dev.stallscope.ui.connections;

import org.jspecify.annotations.NullMarked;
