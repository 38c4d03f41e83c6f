/**
 * What can be captured live without loss, and what the analysis follows.
 *
 * <p>{@code ./check --bench capture}, as root, runs {@link
 * dev.stallscope.bench.capture.CaptureLoad}: datagrams of 64 bytes over the loopback interface for
 * 5 s at each rate, captured by {@code CaptureProcess} as the window does it, with the usual buffer
 * of 32 MB. Sender, kernel and capture share two EPYC processors with JDK 25.0.3, while other work
 * ran on them (load 11), so that the sender did not reach the higher rates:
 *
 * <pre>
 * wanted/s    sent/s   captured       lost   lost share   ns of a core each
 *   20,000    19,999    100,000          0       0.00 %           9,500
 *   50,000    49,963    249,950          0       0.00 %           4,280
 *  100,000    79,146    395,750          0       0.00 %           3,941
 *  400,000    67,637    339,600          0       0.00 %           5,182
 * </pre>
 *
 * <p>So 79,000 packets a second were captured without loss, and 88,000 on 449ce42 at a load of 5 to
 * 6, the most that the sender brought forth each time. The processor time holds the start of the
 * process, some 0.7 s, which is half of it and more. The same file was analysed at 0.8 to 1.1
 * million packets a second, and at 450,000 at that load. Traffic with connections costs more than
 * those datagrams: 352,000 packets of 3,000 connections were analysed in 2.8 s on quiet processors
 * and in 7 to 11 s at a load of 8, that is at 125,000 and 30,000 to 50,000 packets a second. The
 * panes rest as long as a refresh took, which has one core less than there are, and at least a
 * second (see {@link dev.stallscope.bench.window.GrowingCapture}).
 */
package dev.stallscope.bench.capture;
