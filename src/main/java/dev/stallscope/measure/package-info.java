/** Derived facts, computed once and used by the rules: who had to act in every nanosecond. */
@NullMarked
package dev.stallscope.measure;

import org.jspecify.annotations.NullMarked;
