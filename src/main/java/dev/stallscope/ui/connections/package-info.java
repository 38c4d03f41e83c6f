/**
 * The table of TCP connections: one line each with its times, bytes, round trip, what went wrong
 * and how often it was used. Rows are made of the measurements when they are shown and sorted as an
 * array of ids away from the FX thread.
 */
@NullMarked
package dev.stallscope.ui.connections;

import org.jspecify.annotations.NullMarked;
