/**
 * Live capture in the window: what is to be captured, and the bar that tells how it goes.
 *
 * <p>A process of its own captures into a file. The panes show that file anew at intervals, which
 * grow with the time that an analysis takes, so that capturing and looking keep their share of the
 * processor. What runs is asked some times a second and calls nobody back.
 */
@NullMarked
package dev.stallscope.ui.livecapture;

import org.jspecify.annotations.NullMarked;
