/**
 * What a rule is, what it finds, and how time lost is charged once.
 *
 * <p>A {@link dev.stallscope.diagnosis.Rule} reads {@link dev.stallscope.diagnosis.RuleContext}:
 * the measurements, and every blamed interval once by its cause ({@link
 * dev.stallscope.diagnosis.Waits}). It gathers what belongs to one client and one server ({@link
 * dev.stallscope.diagnosis.WaitGroup}), and writes {@link dev.stallscope.diagnosis.FindingDraft}s,
 * in which a number enters the text only through its evidence. A finding claims time; the {@link
 * dev.stallscope.diagnosis.RuleEngine} charges each nanosecond of an exchange to the most specific
 * claim, and the severity follows from what was charged.
 *
 * <p>The packages below hold one file for each trouble: its words, thresholds, evidence, judgement.
 */
@NullMarked
package dev.stallscope.diagnosis;

import org.jspecify.annotations.NullMarked;
