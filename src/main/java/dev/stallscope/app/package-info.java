/**
 * Starts Stallscope: the command line, and later the window.
 *
 * <p>Each command is one class; {@link dev.stallscope.app.Main} puts them together and turns what
 * they return into the exit codes of {@link dev.stallscope.app.ExitCode}.
 */
@NullMarked
package dev.stallscope.app;

import org.jspecify.annotations.NullMarked;
