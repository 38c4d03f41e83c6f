package dev.stallscope.report;

import dev.stallscope.chart.Tone;

/**
 * A part of some time that has one owner.
 *
 * @param name in a few words
 * @param opacity 1, or less for what is not what the page is about
 */
public record TimeShare(String name, long nanos, Tone tone, double opacity) {}
