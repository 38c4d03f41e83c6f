/** Capture files: records read in batches, whatever the format, and what was wrong with them. */
@NullMarked
package dev.stallscope.capture;

import org.jspecify.annotations.NullMarked;
