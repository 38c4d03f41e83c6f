/**
 * What is open, what is selected and how it looks: all that panes share.
 *
 * <p>Panes know the {@link dev.stallscope.ui.workspace.Workspace} and nothing of each other. Its
 * properties change on the FX thread only; work runs elsewhere through {@link
 * dev.stallscope.ui.workspace.BackgroundTasks}. Nothing here draws, so that view models are tested
 * as plain objects.
 */
@NullMarked
package dev.stallscope.ui.workspace;

import org.jspecify.annotations.NullMarked;
