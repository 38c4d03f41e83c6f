/**
 * What a probe adds to the times that it tells.
 *
 * <p>{@code ./check --bench probe} runs {@link dev.stallscope.bench.probe.ProbeOverhead}: it probes
 * a server of its own process that answers at once, or waits 20 or 100 ms before its answer;
 * everything but that wait is the probe's and the server's own work. Medians of 60 runs of each
 * kind (of 20 where the server waits), on two EPYC processors with JDK 25.0.3, while other work ran
 * on them (load 5):
 *
 * <pre>
 *                             between the steps   wait     wait of 20 ms   wait of 100 ms
 * HTTP/1.1, no TLS  cold           1.0 ms        0.7 ms      21.1 ms           101 ms
 *                   warm           0.5 ms        0.6 ms        21 ms           101 ms
 * HTTP/1.1, TLS     cold           1.3 ms        1.1 ms      21.1 ms           101 ms
 *                   warm           0.4 ms        0.6 ms      20.9 ms           101 ms
 *                   resumed        1.7 ms        1.7 ms      21.4 ms           101 ms
 * HTTP/2, no TLS    cold           0.6 ms        0.8 ms      21.3 ms           101 ms
 *                   warm           0.2 ms        0.3 ms      20.7 ms           101 ms
 * HTTP/2, TLS       cold           2.5 ms        1.1 ms      22.4 ms           101 ms
 *                   warm           0.3 ms        0.5 ms      22.5 ms           101 ms
 *                   resumed        1.2 ms        1.8 ms      21.7 ms           102 ms
 * </pre>
 *
 * <p>Known waits come back within 3 ms. What passes between the steps, which the probe shows as
 * {@code blocked}, stayed under 2 ms but for cold runs of HTTP/2 over TLS.
 *
 * <p>{@code src/test/bench/probe-and-curl} asks an nginx over TLS, whose backend takes 50 ms, with
 * the probe and with {@code curl -w} in turns; medians of 30 in milliseconds, at the same load:
 *
 * <pre>
 *                       connect       tls      wait   receive
 * stallscope HTTP/1.1      0.59     16.19     57.43      1.10
 * curl HTTP/1.1            0.19      6.33     53.33      0.07
 * stallscope HTTP/2        0.58     19.45     55.08      0.59
 * curl HTTP/2              0.17      9.41     52.80      0.07
 * </pre>
 *
 * <p>So Java's own handshake takes some 10 ms of processor time more than OpenSSL's on that busy
 * machine, and the first requests of a process are slower still: several runs tell more than one.
 */
@NullMarked
package dev.stallscope.bench.probe;

import org.jspecify.annotations.NullMarked;
