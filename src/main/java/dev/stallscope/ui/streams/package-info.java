/**
 * Which exchange's bytes a connection carried when: a row for each exchange of the selected
 * connection, on the time axis of the waterfall.
 *
 * <p>What is drawn is read again from the capture ({@link
 * dev.stallscope.analysis.detail.StreamRuns}) when the pane is in sight. Where many exchanges share
 * a connection their bytes interleave or take turns, where they follow each other one sees steps;
 * hatched times show who waited for permission to send, and which bytes were there but had to wait
 * for others before them. Below the rows stands what is known of the selected one, or of all of
 * them together.
 */
@NullMarked
package dev.stallscope.ui.streams;

import org.jspecify.annotations.NullMarked;
