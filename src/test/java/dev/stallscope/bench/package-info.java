/**
 * How fast Stallscope is, in parts and as a whole.
 *
 * <p>The parts: JMH benchmarks of reading (pcap, pcapng), header decoding, connection tracking and
 * reassembly, and of the whole analysis of single samples and of many mixed. They run on the sample
 * captures and on what {@link dev.stallscope.bench.CaptureMultiplier} makes of them. {@code ./check
 * --bench} runs all, {@code ./check --bench Reading -prof gc} some with JMH's own options.
 *
 * <p>The whole: {@code src/test/bench/compare} makes captures of 100 MB to 4 GB, runs {@code
 * stallscope analyze}, {@code tcptrace} and {@code tshark -q -z expert} on them in turns, and
 * prints wall time, processor time and peak memory of each with their ratios.
 */
@NullMarked
package dev.stallscope.bench;

import org.jspecify.annotations.NullMarked;
