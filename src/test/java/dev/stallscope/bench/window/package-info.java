/**
 * How fast the window is: {@code ./check --bench window [CAPTURE]} opens it at 1280x800, drawn in
 * software, with a heap of 600 MB; opens a capture of one's own (such as {@link
 * dev.stallscope.bench.CaptureMultiplier} makes) and one of 100,000 exchanges; scrolls their rows
 * by a screen full in each frame; and zooms the TCP window graph of a million segments in and out.
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
 * <p>Goals: frames under 16 ms are met in processor time, and so is a heap under 500 MB. A first
 * finding within 1.5 s is not.
 */
@NullMarked
package dev.stallscope.bench.window;

import org.jspecify.annotations.NullMarked;
