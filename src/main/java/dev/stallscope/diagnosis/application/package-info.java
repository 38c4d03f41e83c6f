/**
 * Troubles that the programs at both ends make, one file for each: slow answers, pauses within
 * messages, and calls that wait for one another.
 *
 * <p>Waits within one exchange are judged by what their exchange lost in all ({@link
 * dev.stallscope.diagnosis.application.NotableWaits}), for one pause of a busy host is no trouble.
 */
@NullMarked
package dev.stallscope.diagnosis.application;

import org.jspecify.annotations.NullMarked;
