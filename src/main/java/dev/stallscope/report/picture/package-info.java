/**
 * A report's page as a PNG picture.
 *
 * <p>It is drawn with Java's own 2D graphics and not with JavaFX's headless platform, so that it
 * needs no display, no toolkit to start, no GTK and no Pango, and finds the bundled fonts by
 * itself; the marks are the same. Letters that the bundled fonts lack are taken from the machine's.
 */
@NullMarked
package dev.stallscope.report.picture;

import org.jspecify.annotations.NullMarked;
