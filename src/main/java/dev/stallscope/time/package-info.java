/** Epoch nanoseconds: spans of time and how a person reads them. */
@NullMarked
package dev.stallscope.time;

import org.jspecify.annotations.NullMarked;
