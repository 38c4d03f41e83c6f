/** What a rule is, what it finds, and how time lost is charged once. */
@NullMarked
package dev.stallscope.diagnosis;

import org.jspecify.annotations.NullMarked;
