/**
 * Versions of HTTP side by side: what it came to in sentences, bars by phase, a table, and what
 * each would take over another path. {@link dev.stallscope.ui.control.versions.VersionsView} shows
 * whatever comparison {@link dev.stallscope.ui.control.versions.VersionsViewModel} is given: runs
 * of a probe, or requests of a capture.
 */
@NullMarked
package dev.stallscope.ui.control.versions;

import org.jspecify.annotations.NullMarked;
