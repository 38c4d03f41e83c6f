package dev.stallscope.diagnosis;

/**
 * A rule that compares round trips, of which a clock that ticks as slowly as they take tells none.
 */
public interface RoundTripRule extends Rule {}
