/**
 * Geometry of charts without a toolkit: what is drawn where, and in which tone.
 *
 * <p>A layout turns times into {@link dev.stallscope.chart.Mark}s with a {@link
 * dev.stallscope.chart.TimeScale}; the window paints the same marks on a canvas that a report
 * writes as SVG or into a picture, so what is exported is what was on screen. Lengths are logical
 * pixels, the origin is the upper left corner. Colours are {@link dev.stallscope.chart.Tone}s,
 * which a {@link dev.stallscope.chart.Palette} resolves; one stylesheet a theme names the colours.
 */
@NullMarked
package dev.stallscope.chart;

import org.jspecify.annotations.NullMarked;
