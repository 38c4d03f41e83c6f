/**
 * How fast the window is: {@code ./check --bench window CAPTURE} opens it at 1280x800, drawn in
 * software, as it runs, with its options and with a cache of what it loads, which a first run
 * makes, and with a heap of 600 MB; and opens a capture of one's own (such as {@link
 * dev.stallscope.bench.CaptureMultiplier} makes). {@code ./check --bench window} measures frames,
 * one after the other without a pause: it opens a capture of 100,000 exchanges, scrolls their rows
 * by a screen full in each frame, and zooms the window graph of a million segments in and out.
 *
 * <p>Figures of 62c18a9 with the changes that brought this package, on two Xeon processors at 2.8
 * GHz with JDK 25.0.3, while other work ran on them, so that of times only those of frames'
 * processor time mean something:
 *
 * <pre>
 *                                first finding   complete   heap
 *   1 GB, 1.2 million packets           6.8 s      33.0 s   190 MB
 *   100,000 exchanges, 25 MB            7.5 s      13.3 s   205 MB
 *
 *                                median of frames    processor a frame
 *   scrolling 100,000 rows             8.4 ms               8.9 ms
 *   zooming a million segments        17.0 ms              13.0 ms
 * </pre>
 *
 * <p>Those were measured with Java's own options and no cache of loaded classes. What a frame costs
 * depends on both, since JavaFX rasterises shapes through memory segments, which only the second
 * compiler makes fast. Processor time of a frame, drawing and painting, while a million segments
 * are zoomed, of frames 180 to 360 after the capture was opened and of frames 720 to 1440, at loads
 * of 4 to 5 on the two processors, with fewer and larger shapes than at 62c18a9:
 *
 * <pre>
 *   compilers    cache made by    frames to 360    to 1440
 *   first only   first only             39.7 ms    36.4 ms
 *   both         first only             24.7 ms    24.3 ms
 *   both         none                   18.4 ms    12.8 ms
 *   both         both                   13.4 ms    13.7 ms    as the window runs
 * </pre>
 *
 * <p>This benchmark, which includes the first frames, at a load of 9: 13.0 ms for scrolling, 19.7
 * ms for zooming, without a cache; at loads of 5 to 7 and with the first compiler only 16.9 and
 * 44.1 ms. The window takes 0.9 to 1.1 s more of processor time to start with both compilers, most
 * of it on a thread of its own; on processors at a load of 5 to 7 that was 1.5 to 2.5 s later.
 *
 * <p>Opening, with the first compiler only and its cache, at a load of 5.7:
 *
 * <pre>
 *                                first finding   complete   heap
 *   1 GB, 1.2 million packets           4.2 s      21.7 s   171 MB
 *   100,000 exchanges, 25 MB            5.7 s      28.7 s   199 MB
 * </pre>
 *
 * <p>Of the 4.2 s the first look takes 1.0 to 1.4 s when it is made without a window, and 0.7 s
 * where the code was warm already. Why the window adds so much is not known.
 *
 * <p>The 1 GB capture beside {@code stallscope analyze} on the same file, both on 2064e3e and
 * without a cache of loaded classes, one after the other at loads of 7 to 9 on the two processors,
 * so that what compares is the processor's time:
 *
 * <pre>
 *                                          first finding        complete   heap
 *   analyze, first compiler only                              30.5, 41.3 s          10.5 s processor
 *   window, both compilers                        19.9 s          78.1 s   186 MB   29.9 s processor
 *   window, first compiler only                   10.5 s          33.4 s   185 MB   17.1 s processor
 *   the same capture again in that window          3.4 s          27.9 s   170 MB   17.5 s processor
 * </pre>
 *
 * <p>All of that with every class compiled by both compilers. Since 192b337 the second leaves most
 * of the program to the first (jlink/compilers.json), and these are measured with a start-up cache,
 * on the two processors with nothing else to do, where {@code stallscope analyze} takes 7.9 to 9.1
 * s for the 1 GB:
 *
 * <pre>
 *                             window   first finding     complete   processor     heap
 *   1 GB, all with both        3.6 s           3.7 s       20.7 s          38 s   182 MB   (no cache)
 *   1 GB                   1.7-2.1 s       1.6-2.2 s  12.3-16.8 s       22-28 s   175 MB   six runs
 *   100,000 exchanges                          2.2 s        9.3 s        14.8 s   193 MB
 *
 *                                median of frames    nine of ten    processor a frame
 *   scrolling 100,000 rows             8.3 ms          13.8 ms              11.2 ms
 *   zooming a million segments        11.6 ms          19.2 ms              16.4 ms
 * </pre>
 *
 * <p>Since 77135ea the rest of a capture is read when its beginning is drawn. The 1 GB capture on
 * 556a61c and on ba65ea0, three runs of each in turns, on a day on which the same two processors
 * were slower by a third:
 *
 * <pre>
 *                             window   first finding     complete   processor     heap
 *   556a61c                2.2-2.7 s       2.2-2.9 s  17.1-20.8 s       31-37 s   186 MB
 *   ba65ea0                2.5-2.7 s       1.4-1.8 s  16.5-20.3 s       29-36 s   188 MB
 * </pre>
 *
 * <p>{@code ./check --bench growing CAPTURE} runs {@link
 * dev.stallscope.bench.window.GrowingCapture}: the panes follow a file that grows by 10 MB a
 * second, as they follow a live capture. Each refresh analyses the file from its beginning, in the
 * background and on one core less than there are; then as long passes until the next, so that half
 * of the time goes into it, however large the file is. Until 1141665 it took all cores, and three
 * times as long passed. A file of 211 MB, without a start-up cache, at loads of 4 to 10 on the two
 * processors, two runs of each: the packets that are shown when its last byte is written, and the
 * longest frame of the first refresh and of later ones:
 *
 * <pre>
 *                    packets shown        first refresh     later
 *   all cores          3,683,   3,683     741, 830 ms       none in 20 s
 *   all but one      117,723, 170,931     793, 402 ms       414, 220, 170 ms
 * </pre>
 *
 * <p>Files of 107 and 308 MB, at loads of 5 to 11 on the two processors, on 6cbcd9a and after it,
 * when panes out of sight were no longer filled, rows no longer made anew, and what is selected
 * followed once instead of three times. A refresh takes three or four frames; beside the longest of
 * them stands what the thread of the window was given for all that took more than 100 ms, which
 * other programs change least:
 *
 * <pre>
 *                          before: longest   processor      after: longest   processor
 *   107 MB, first refresh   0.5 to 1.9 s   520 to 640 ms    0.2 to 0.8 s   140 to 240 ms
 *   107 MB, the second      0.4 to 0.6 s   400 ms
 *   308 MB, first refresh   1.3 to 1.4 s   560 to 780 ms    0.5 to 0.8 s   180 to 210 ms
 *   308 MB, the second      0.4 to 0.6 s   340 to 380 ms    0.1 s           50 ms
 *   308 MB, the third       1.0 s          550 ms           0.1 s
 * </pre>
 *
 * <p>While nothing arrives, nine of ten frames take 17 to 29 ms, and few more than 0.1 s, in which
 * the thread was given no processor at all. The first refresh draws all panes for the first time,
 * with code that is not compiled yet: cells, styles and the rasteriser. Since 3c52a17 they come in
 * with a frame each. The thread's processor time for each of the frames of the first refresh, while
 * the stacks of that thread were taken every 2 ms, without a start-up cache, at loads of 5 to 9:
 *
 * <pre>
 *                    before                  after
 *   107 MB                                   53, 49, 62, 57, 53 ms
 *   308 MB           45, 159 ms              43, 35, 49, 35 ms
 *   later refreshes  35, 29 ms               31, 29 ms
 * </pre>
 *
 * <p>Of the 159 ms the charts took 68, the rows of lists 41 and styles 25. The frames of a refresh
 * on the clock are as long as the programs beside it let them be, 0.1 to 0.4 s and once 1.1 s at
 * those loads: the analysis itself kept both processors busy then.
 *
 * <p>The rest of such a frame is not the window's own work. On 77135ea, with a file of 115 MB at
 * loads of 8 to 11, the most that the thread of the window was given for a frame, beside the frame
 * that took longest and what the collector of garbage held all threads for, on the clock and of
 * processor time:
 *
 * <pre>
 *                               frame, processor   longest frame   longest collection, processor
 *   with a start-up cache              54 to 64 ms     0.6 to 0.9 s   0.3 to 0.5 s       30 to 80 ms
 *   without                            68 to 73 ms     0.9 to 1.0 s   0.4 s, of all memory, twice
 * </pre>
 *
 * <p>The two collections of all memory came when classes had filled what Java gives them at first;
 * the window now begins with more (MetaspaceSize in jlink/build.sh). A young generation of 24 MB in
 * place of 48 MB halved the longest collection to 30 ms of processor time, and left 85 MB in place
 * of 63 MB behind after 20 s, to be collected all at once later.
 *
 * <p>Of the time of a refresh about 30 % is reading, 10 % tracking connections, 25 % measuring them
 * and 15 % the rules. Reading could go on where the last refresh ended only if what follows a flow
 * could be asked for its state without being ended: at the end of a capture trackers and decoders
 * close what is open (a gap that nobody filled, an answer without end), and what they held is then
 * handed to measuring as it is, not as a copy. That what was read stays read would make a refresh a
 * third shorter, not short, so the whole is done anew. What bounds it is the pause of its length
 * after each, and a large file is followed in steps of 5 to 10 s.
 *
 * <p>Goals: a heap under 500 MB and frames under 16 ms at the median are met. Complete within twice
 * the command line's time is met, if narrowly. A first finding within 1.5 s is just missed: reading
 * less for it makes no difference, it is code that is not warm yet.
 */
@NullMarked
package dev.stallscope.bench.window;

import org.jspecify.annotations.NullMarked;
