package dev.stallscope.diagnosis;

import dev.stallscope.measure.Measurements;

/** What a rule may look at: the measurements of one capture. */
public record RuleContext(Measurements measurements) {}
