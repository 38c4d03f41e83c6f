/**
 * All findings of a capture as one web page.
 *
 * <p>The charts are those of {@link dev.stallscope.report.page}, painted as inline SVG in classes
 * that the page's style sheet colours for light and dark. Every text goes through one escape, and
 * the page refers to no other file, so that it may be attached to an issue or kept in an archive.
 */
@NullMarked
package dev.stallscope.report.html;

import org.jspecify.annotations.NullMarked;
