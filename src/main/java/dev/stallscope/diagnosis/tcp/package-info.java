/** Troubles of connections and of the path below them, one file for each. */
@NullMarked
package dev.stallscope.diagnosis.tcp;

import org.jspecify.annotations.NullMarked;
