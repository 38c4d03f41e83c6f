/**
 * Asking a URL from the window: a page of its own, with what is to be asked above, the probes of
 * this session at the left, and the runs of the chosen one beside them.
 *
 * <p>{@link dev.stallscope.ui.probe.ProbeForm} holds what is typed, {@link
 * dev.stallscope.ui.probe.TypedPlan} reads it, {@link dev.stallscope.ui.probe.ProbeViewModel} runs
 * one probe after the other on a thread of its own and hears of each step through {@link
 * dev.stallscope.ui.probe.LiveProgress}. Bars have the colours and the geometry of the waterfall of
 * a capture; each run begins at 0.
 */
@NullMarked
package dev.stallscope.ui.probe;

import org.jspecify.annotations.NullMarked;
