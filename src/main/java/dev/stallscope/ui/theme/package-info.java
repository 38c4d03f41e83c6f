/**
 * How the window looks: fonts, stylesheets and the system's wishes.
 *
 * <p>AtlantaFX styles the controls; its colours are tied to our tones in {@code window.css}, so
 * that the palettes of {@code chart} stay the only place that names colours.
 */
@NullMarked
package dev.stallscope.ui.theme;

import org.jspecify.annotations.NullMarked;
