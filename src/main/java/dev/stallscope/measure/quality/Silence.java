package dev.stallscope.measure.quality;

import dev.stallscope.time.TimeSpan;

/**
 * A time without a single packet in the whole capture.
 *
 * @param packet index of the packet that ended it
 */
public record Silence(TimeSpan span, int packet) {}
