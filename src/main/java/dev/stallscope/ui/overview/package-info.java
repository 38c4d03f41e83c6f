/**
 * The whole capture at a glance: throughput and lost time as a strip, brushed to choose the range
 * of time for all panes; its facts, and plainly whether it can be trusted.
 */
@NullMarked
package dev.stallscope.ui.overview;

import org.jspecify.annotations.NullMarked;
