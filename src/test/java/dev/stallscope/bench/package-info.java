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
 * <p>Figures on two Xeon processors at 2.8 GHz with nothing else to do, JDK 25.0.3, heap limited to
 * 600 MB, {@code compare --rounds 1} at commit 4ce9e90: wall time, processor time, peak memory.
 *
 * <pre>
 *             stallscope                 tcptrace                  tshark
 * 100 MB    1.51 s   2.70 s  154 MB    5.21 s  0.17 s   17 MB    6.78 s   6.49 s   766 MB
 * 300 MB    2.82 s   4.93 s  200 MB   10.50 s  0.45 s   29 MB   17.87 s  17.81 s  1067 MB
 *   1 GB    8.31 s  12.68 s  347 MB    6.94 s  1.83 s   87 MB
 *   4 GB   32.46 s  47.40 s  702 MB   11.48 s  6.40 s  335 MB
 * </pre>
 *
 * <p>About 5 s of tcptrace's wall time, or more, are name lookups that fail; without them ({@code
 * -n}) 1 GB took it 3.2 s. Since then less is held while the rules run and fewer passes are made: 4
 * GB took 20.8 s to 26.5 s, 32 s to 38 s of processor time and 684 MB at commits around be06fca,
 * while other work ran.
 *
 * <p>The goals were: no slower than tcptrace at 1 GB, three times faster at 4 GB, 60 times faster
 * than tshark, under 700 MB. The memory is kept to; the times are missed, tshark's by a factor of
 * nine. Cost grows in proportion to the capture, memory with packets and connections. The profile
 * is flat: at 1 GB a fifth of the time each goes into rules, into measuring and into reassembly
 * with decoding, an eighth into tracking. The second compiler tier costs more than it gives even at
 * 4 GB.
 *
 * <p>Decryption: a download of 120 MB over TLS 1.3 with AES-128-GCM takes 2.1 s of processor time
 * without keys and 3.7 s with them, JVM start included, on the same machine under the same load;
 * memory grows from 121 MB to 213 MB, most of it buffers of records that were let go.
 */
@NullMarked
package dev.stallscope.bench;

import org.jspecify.annotations.NullMarked;
