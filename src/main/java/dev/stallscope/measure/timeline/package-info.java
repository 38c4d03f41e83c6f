/**
 * Who owned each nanosecond of a connection.
 *
 * <p>{@link dev.stallscope.measure.timeline.ConnectionMeasurer} walks the segments once. At each
 * instant one party holds the token (STALLS 2.2); each silence of a millisecond or more between two
 * packets that made progress goes through the decision tree (STALLS 2.3), which stands in {@link
 * dev.stallscope.measure.timeline.DecisionTree} as an ordered list of judges, one for each branch.
 * Shorter silences belong to what the token's holder was doing. The intervals are contiguous by
 * construction: the walk only ever appends from where it stopped.
 */
@NullMarked
package dev.stallscope.measure.timeline;

import org.jspecify.annotations.NullMarked;
