package dev.stallscope.report.page;

import dev.stallscope.chart.Tone;

/**
 * A part of some time that has one owner.
 *
 * @param opacity 1, or less for what is not what the page is about
 */
record TimeShare(String name, long nanos, Tone tone, double opacity) {}
