/**
 * How fast the window is: {@code ./check --bench window [CAPTURE]} opens it at 1280x800, drawn in
 * software, with a heap of 600 MB; opens a capture of one's own (such as {@link
 * dev.stallscope.bench.CaptureMultiplier} makes) and one of 100,000 exchanges; scrolls their rows
 * by a screen full in each frame; and zooms the TCP window graph of a million segments in and out.
 */
@NullMarked
package dev.stallscope.bench.window;

import org.jspecify.annotations.NullMarked;
