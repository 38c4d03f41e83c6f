package dev.stallscope.diagnosis;

/** A rule with what it had to say. */
public record RuleResult(RuleInfo rule, RuleOutcome outcome) {}
