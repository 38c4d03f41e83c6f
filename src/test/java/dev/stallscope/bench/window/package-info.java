/**
 * How fast the window is: {@code ./check --bench window CAPTURE} opens it at 1280x800, drawn in
 * software, as it runs, with its options and with a cache of what it loads, which a first run
 * makes, and with a heap of 600 MB; and opens a capture of one's own (such as {@link
 * dev.stallscope.bench.CaptureMultiplier} makes), after the start page was shown for as long as it
 * uses, or with {@code --at-once} before the name as the first thing it does. {@code ./check
 * --bench window} measures frames, one after the other without a pause: it opens a capture of
 * 100,000 exchanges, scrolls their rows by a screen full in each frame, and zooms the window graph
 * of a million segments in and out.
 *
 * <p>Figures on two EPYC processors with nothing else to do, JDK 25.0.3, the commit that has this
 * text; openings of 1 GB in one run each, where {@code stallscope analyze} takes 9 s, all else in
 * two runs:
 *
 * <pre>
 *                                first finding   complete   processor     heap
 *   1 GB, after the start page          1.24 s     15.5 s      27.5 s   180 MB
 *   1 GB, at once                       1.82 s     15.7 s      28.8 s   180 MB
 *   100,000 exchanges, 25 MB            2.42 s     11.2 s      18.9 s   189 MB
 *   a million segments, 114 MB            none      6.8 s       9.1 s   165 MB
 *
 *                                median of frames    nine of ten        longest   processor a frame
 *   scrolling 100,000 rows           13.1-14.2 ms   18.9-19.8 ms       30-32 ms        18.4-19.1 ms
 *   zooming a million segments       15.6-16.1 ms   29.1-30.6 ms       37-51 ms        25.3-25.5 ms
 * </pre>
 *
 * <p>The goals were: a first finding within 1.5 s, complete within twice the command line's time,
 * frames under 16 ms at the median, a heap under 500 MB. The first is kept to where the start page
 * was shown for 0.8 s, in which the bundled samples are analysed, and missed where the window is
 * opened with a capture: reading less for it makes no difference, it is code that is not warm yet.
 * Zooming a million segments is at its limit: of its first 360 frames half take less than 16 ms or
 * just more, later ones, when all is compiled, about 12 ms. All else is kept to.
 *
 * <p>What a frame costs depends on the compilers and the cache, since JavaFX rasterises shapes
 * through memory segments, which only the second compiler makes fast: with the first compiler alone
 * a frame of the zoom takes three times as much processor time. So the second compiles JavaFX and
 * Java's ciphers, and leaves most of the program to the first (jlink/compilers.json), or it would
 * take more of the processors than the analysis while a capture is opened. The start-up cache is
 * made with both: made with the first alone, it keeps slow what that compiled. MetaspaceSize
 * (jlink/build.sh) is beyond the size at which Java would collect all memory for classes, with the
 * window standing still, while the first captures are shown.
 *
 * <p>{@code ./check --bench growing CAPTURE} runs {@link
 * dev.stallscope.bench.window.GrowingCapture}: the panes follow a file that grows by 10 MB a
 * second, as they follow a live capture. Each refresh analyses the file from its beginning, in the
 * background and on one core less than there are; then as long passes until the next, so that half
 * of the time goes into it, however large the file is: a large one is followed in steps of 5 to 10
 * s. Frames of a refresh, on two Xeon processors at 2.8 GHz under a load of 5 to 9 by other
 * programs, so that only the processor time of the window's thread means something:
 *
 * <pre>
 *                    the first refresh          later
 *   107 MB           53, 49, 62, 57, 53 ms
 *   308 MB           43, 35, 49, 35 ms          31, 29 ms
 * </pre>
 *
 * <p>The first draws all panes for the first time, one in each frame, with code that is not
 * compiled yet: cells, styles and the rasteriser. Of the time of a refresh about 30 % is reading,
 * 10 % tracking connections, 25 % measuring them and 15 % the rules. Reading could go on where the
 * last refresh ended only if what follows a flow could be asked for its state without being ended:
 * at the end of a capture trackers and decoders close what is open (a gap that nobody filled, an
 * answer without end), and what they held is then handed to measuring as it is, not as a copy. That
 * what was read stays read would make a refresh a third shorter, not short, so the whole is done
 * anew.
 */
@NullMarked
package dev.stallscope.bench.window;

import org.jspecify.annotations.NullMarked;
