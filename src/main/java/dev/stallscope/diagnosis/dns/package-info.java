/** Troubles of name resolution, one file for each. */
@NullMarked
package dev.stallscope.diagnosis.dns;

import org.jspecify.annotations.NullMarked;
