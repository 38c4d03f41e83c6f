/**
 * What a probe adds to the times that it tells: {@code ./check --bench probe}.
 *
 * <p>{@link dev.stallscope.bench.probe.ProbeOverhead} probes a server of its own process that
 * answers at once, or waits 20 or 100 ms before its answer; everything but that wait is the probe's
 * and the server's own work. Medians of 60 runs of each kind (of 20 where the server waits), on two
 * EPYC processors with JDK 25.0.3, while other work ran on them (load 6):
 *
 * <pre>
 *                             between the steps   wait     wait of 20 ms   wait of 100 ms
 * HTTP/1.1, no TLS  cold           1.9 ms        0.9 ms      20.9 ms           101 ms
 *                   warm           0.8 ms        0.9 ms      20.9 ms           101 ms
 * HTTP/1.1, TLS     cold           1.5 ms        0.9 ms      24.7 ms           102 ms
 *                   warm           0.3 ms        0.5 ms      24.1 ms           102 ms
 *                   resumed        0.8 ms        1.0 ms      22.2 ms           103 ms
 * HTTP/2, no TLS    cold           0.4 ms        0.7 ms      21.1 ms           101 ms
 *                   warm           0.2 ms        0.3 ms        21 ms           101 ms
 * HTTP/2, TLS       cold           1.3 ms        0.6 ms      21.2 ms           101 ms
 *                   warm           0.2 ms        0.2 ms        21 ms           101 ms
 *                   resumed        0.9 ms        1.0 ms      21.4 ms           102 ms
 * </pre>
 *
 * <p>So the probe's own work stays under 2 ms, and known waits come back within 3 ms, but for two
 * rows of one run in which other work had the processors (24.7 and 24.1 for 20 ms).
 */
@NullMarked
package dev.stallscope.bench.probe;

import org.jspecify.annotations.NullMarked;
