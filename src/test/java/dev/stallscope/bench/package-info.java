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
 *
 * <p>Figures on two Xeon processors at 2.8 GHz with JDK 25.0.3, while other work ran on them, so
 * that only processor time and memory mean something. The heap was limited to 600 MB.
 *
 * <pre>
 *            stallscope          tcptrace           tshark
 *   1 GB     11.7 s  338 MB      1.9 s   85 MB
 *   4 GB     42.3 s  675 MB      7.4 s  327 MB      (profiled)
 * 300 MB                                            20.3 s  1042 MB
 * </pre>
 *
 * <p>Cost grows in proportion to the capture, memory with packets and connections. At 4 GB about a
 * third of the time is spent in rules, a third in tracking and measuring connections.
 *
 * <p>Decryption: a download of 120 MB over TLS 1.3 with AES-128-GCM takes 2.1 s of processor time
 * without keys and 3.7 s with them, JVM start included, on the same machine under the same load;
 * memory grows from 121 MB to 213 MB, most of it buffers of records that were let go.
 */
@NullMarked
package dev.stallscope.bench;

import org.jspecify.annotations.NullMarked;
