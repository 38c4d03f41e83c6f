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
 * <p>Figures on two EPYC processors with nothing else to do, JDK 25.0.3, {@code compare --rounds 1}
 * at commit e1958e80, those at 1 and 4 GB at commit ef279f11, one run: wall time, processor time,
 * peak memory. The heap was limited to 540 MB.
 *
 * <pre>
 *             stallscope                tcptrace                 tcptrace -n   tshark
 * 100 MB    3.10 s   5.45 s  197 MB    5.30 s  0.26 s   17 MB    0.20 s       6.88 s   6.84 s   740 MB
 * 300 MB    4.14 s   7.11 s  253 MB    5.67 s  0.63 s   31 MB    0.70 s      22.29 s  22.25 s  1045 MB
 *   1 GB    9.05 s  15.38 s  403 MB    7.75 s  2.62 s   94 MB    2.44 s
 *   4 GB   34.28 s  52.58 s  683 MB   14.95 s  9.84 s  362 MB    7.71 s
 * </pre>
 *
 * <p>About 5 s of tcptrace's wall time are name lookups that fail, which {@code -n} leaves out.
 * Where the heap is just too small, Java collects all memory again and again: with the traces of
 * 1.2 million segments kept instead of 850,000, 4 GB took 45.68 s.
 *
 * <p>The goals were: no slower than tcptrace at 1 GB, three times faster at 4 GB, 60 times faster
 * than tshark at 300 MB, under 700 MB. Only the memory is kept to: at 1 GB Stallscope takes a sixth
 * longer, at 4 GB 2.3 times as long, 4.4 times as long as without the lookups, and it is 5.4 times
 * faster than tshark. Cost grows no faster than the capture, memory with packets and connections.
 * The profile is flat: at 1 GB a fifth of the time each goes into rules, into measuring and into
 * reassembly with decoding, an eighth into tracking. The first 100 MB cost most: code that is
 * loaded, interpreted and compiled. The second compiler tier costs more than it gives even at 4 GB.
 *
 * <p>Decryption: processor time of {@code analyze} for a download of 100 MB from Caddy under
 * AES-128-GCM, without keys and with them, one run each shortly after commit 2cdee9f on the same
 * two processors with other work beside, JVM start included. The goal is no more than twice the
 * plain analysis. It is kept with both of Java's compilers, and missed by far with the first alone:
 * the ciphers are intrinsic to the second only. Commands run with both where they are given keys,
 * and where a capture of 4 MB and more holds them in front of its packets, which the start script
 * looks for (120 MB of TLS 1.3 with their keys inside: 3.08 s instead of 6.74 s).
 *
 * <pre>
 *                         without    with keys
 * TLS 1.3, both          2.29 s      3.87 s     1.7 x
 * QUIC, both             2.43 s      3.48 s     1.4 x
 * TLS 1.3, first only    1.62 s      5.68 s     3.5 x
 * QUIC, first only       1.18 s      6.43 s     5.5 x
 * </pre>
 *
 * <p>{@code ./check --bench Decryption -f 1 -wi 2 -i 3} at commit 057db36, a megabyte in pieces of
 * 1024 bytes: milliseconds of the quickest of six iterations, since other work beside, ten
 * processes on the two processors, made the slowest take ten times as long. They tell the order of
 * magnitude.
 *
 * <pre>
 *                      TLS 1.3 records    QUIC packets
 * AES-128-GCM                     1.96            0.81
 * AES-256-GCM                     1.82            1.57
 * ChaCha20-Poly1305               5.77            6.32
 * </pre>
 *
 * <p>Records of counting ciphers are opened only as far as somebody reads (see {@code
 * protocol.tls}). Processor time of {@code analyze} for 120 MB of TLS 1.3 under AES-128-GCM, one
 * download over HTTP/1.0, before that and with it, the best of one to three runs with other work,
 * ten processes on the two processors:
 *
 * <pre>
 *                         without keys    all opened        as wanted
 * both compilers          2.41 s          4.17 s  1.7 x     3.32 s  1.4 x
 * the first only          1.54 s          6.54 s  4.2 x     1.81 s  1.2 x
 * </pre>
 *
 * <p>What is left over the time without keys goes into putting records together, of which the type
 * has to be found, and into the first 64 kB of each body. A body with a coding is opened as far as
 * it is decoded, 4 MB of a connection. Where two bodies of one question have the same length and
 * beginning, and are longer than 64 kB, their connections are read a second time with all that they
 * carry, so that what rules compare does not depend on encryption; what comes through a pipe is
 * opened whole at once. QUIC packets are opened whole: they hold about a kilobyte, and to open less
 * than that takes as long.
 */
@NullMarked
package dev.stallscope.bench;

import org.jspecify.annotations.NullMarked;
