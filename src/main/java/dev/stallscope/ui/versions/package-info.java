/**
 * The pane that compares the versions of HTTP which the open capture holds: of each URL that was
 * asked for in several, and of those of a server as one page.
 */
@NullMarked
package dev.stallscope.ui.versions;

import org.jspecify.annotations.NullMarked;
