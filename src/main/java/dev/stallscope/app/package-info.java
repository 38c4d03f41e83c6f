/** Starts Stallscope: the command line, and later the window. */
@NullMarked
package dev.stallscope.app;

import org.jspecify.annotations.NullMarked;
