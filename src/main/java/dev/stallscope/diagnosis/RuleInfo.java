package dev.stallscope.diagnosis;

import dev.stallscope.measure.Layer;

/**
 * What a rule says of itself.
 *
 * @param id the catalogue's id, stable
 * @param trouble the trouble in one line
 * @param help the help page in Markdown, without its title: what it is, how it is recognised and
 *     with which thresholds, what it is often mistaken for, what to do
 */
public record RuleInfo(String id, Layer layer, String trouble, String help) {}
