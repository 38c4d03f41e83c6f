/** One TCP connection: its segments, what happened to each, and the bytes they brought. */
@NullMarked
package dev.stallscope.flow.tcp;

import org.jspecify.annotations.NullMarked;
