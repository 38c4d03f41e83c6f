package dev.stallscope.probe;

/**
 * One run of a probe.
 *
 * @param number from 1, of its version and kind
 */
public record RunPlan(HttpChoice version, RunKind kind, int number) {}
