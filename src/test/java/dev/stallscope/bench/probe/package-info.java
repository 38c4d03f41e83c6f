/**
 * What a probe adds to the times that it tells.
 *
 * <p>{@code ./check --bench probe} runs {@link dev.stallscope.bench.probe.ProbeOverhead}: it probes
 * a server of its own process that answers at once, or waits 20 or 100 ms before its answer;
 * everything but that wait is the probe's and the server's own work. It runs with the options that
 * commands run with. Medians of 60 runs of each kind (of 20 where the server waits), on two EPYC
 * processors with JDK 25.0.3, while other work ran on them (load 5):
 *
 * <pre>
 *                             between the steps   wait     wait of 20 ms   wait of 100 ms
 * HTTP/1.1, no TLS  cold           0.4 ms        0.3 ms      20.7 ms           101 ms
 *                   warm           0.2 ms        0.2 ms      20.7 ms           101 ms
 * HTTP/1.1, TLS     cold           0.7 ms        0.5 ms      20.8 ms           101 ms
 *                   warm           0.2 ms        0.3 ms      20.8 ms           101 ms
 *                   resumed        0.5 ms        0.5 ms      21.1 ms           101 ms
 * HTTP/2, no TLS    cold           0.5 ms        0.8 ms      20.8 ms           101 ms
 *                   warm           0.2 ms        0.6 ms      20.8 ms           101 ms
 * HTTP/2, TLS       cold           0.9 ms        0.0 ms      21.0 ms           101 ms
 *                   warm           0.1 ms        0.0 ms      21.3 ms           101 ms
 *                   resumed        0.7 ms        0.8 ms      21.5 ms           101 ms
 * HTTP/3            cold           0.6 ms        0.4 ms      20.7 ms           101 ms
 *                   warm           0.1 ms        0.3 ms      20.7 ms           101 ms
 *                   resumed        0.4 ms        0.6 ms      20.8 ms           101 ms
 * </pre>
 *
 * <p>What passes between the steps, which the probe shows as {@code blocked}, is its own: less than
 * the goal of 2 ms in every version and kind, and known waits come back within 3 ms. Most of it is
 * the hand-over from thread to thread, which takes the longer the busier the machine is. With both
 * of Java's compilers, as the window runs, and at a load of 6, the first runs over TLS took 2 to 3
 * ms after 3 s of warming up and 0.5 to 1.5 ms some seconds later: the window warms up for up to 6
 * s, which begin when the page of probes is opened.
 *
 * <p>{@code src/test/bench/probe-and-curl} asks an nginx over TLS, whose backend takes 50 ms, with
 * the probe and with {@code curl -w} in turns; medians of 30 in milliseconds at a load of 8, and
 * beside the ratio of each the noise, curl's upper quartile to its lower:
 *
 * <pre>
 *                       connect       tls      wait   receive
 * stallscope HTTP/1.1      0.42     12.15     53.23      0.69
 * curl HTTP/1.1            0.17      6.63     52.14      0.07
 *   ratio                  2.42      1.83      1.02     10.31
 *   curl's spread          1.55      1.65      1.06      1.24
 * stallscope HTTP/2        0.59     15.32     51.91      0.72
 * curl HTTP/2              0.18      5.55     52.62      0.08
 *   ratio                  3.35      2.76      0.99      9.36
 *   curl's spread          1.34      1.56      1.06      1.27
 * </pre>
 *
 * <p>So what the server takes is told as curl tells it, within the noise. Java's own handshake
 * takes 5 to 10 ms of processor time more than OpenSSL's on that busy machine, connect and receive
 * some tenths of a millisecond, and the first requests of a process are slower still: several runs
 * tell more than one.
 */
@NullMarked
package dev.stallscope.bench.probe;

import org.jspecify.annotations.NullMarked;
