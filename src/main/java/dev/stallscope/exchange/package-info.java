/** Question and answer, with the phases of the time between them. */
@NullMarked
package dev.stallscope.exchange;

import org.jspecify.annotations.NullMarked;
