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
 * <p>Figures on two Xeon processors at 2.8 GHz with nothing else to do, JDK 25.0.3, {@code compare
 * --rounds 1} at commit 259907f: wall time, processor time, peak memory. The heap was limited to
 * 600 MB, at 4 GB to 560 MB.
 *
 * <pre>
 *             stallscope                tcptrace                 tcptrace -n   tshark
 * 300 MB    3.32 s   5.69 s  229 MB    5.63 s  0.58 s   30 MB    0.56 s      16.96 s  16.72 s  1067 MB
 *   1 GB    7.53 s  12.19 s  378 MB    7.09 s  1.81 s   87 MB    1.81 s
 *   4 GB   25.11 s  39.51 s  689 MB   11.76 s  6.42 s  335 MB    6.31 s
 * </pre>
 *
 * <p>About 5 s of tcptrace's wall time are name lookups that fail, which {@code -n} leaves out.
 *
 * <p>The goals were: no slower than tcptrace at 1 GB, three times faster at 4 GB, 60 times faster
 * than tshark at 300 MB, under 700 MB. Only the memory is kept to: at 1 GB Stallscope takes a
 * little longer, at 4 GB twice as long, four times as long as without the lookups, and it is five
 * times faster than tshark. Cost grows no faster than the capture, memory with packets and
 * connections. The profile is flat: at 1 GB a fifth of the time each goes into rules, into
 * measuring and into reassembly with decoding, an eighth into tracking. The second compiler tier
 * costs more than it gives even at 4 GB.
 *
 * <p>Decryption: a download of 120 MB over TLS 1.3 with AES-128-GCM takes 2.1 s of processor time
 * without keys and 3.7 s with them, JVM start included, on the same machine under the same load;
 * memory grows from 121 MB to 213 MB, most of it buffers of records that were let go.
 */
@NullMarked
package dev.stallscope.bench;

import org.jspecify.annotations.NullMarked;
