/**
 * Starts Stallscope: the window, or the command line.
 *
 * <p>Each command is one class; {@link dev.stallscope.app.Main} puts them together and turns what
 * they return into the exit codes of {@link dev.stallscope.app.ExitCode}.
 *
 * <p>JavaFX is loaded by classes named {@code Window…} only, so that commands start fast and
 * without a display.
 */
@NullMarked
package dev.stallscope.app;

import org.jspecify.annotations.NullMarked;
