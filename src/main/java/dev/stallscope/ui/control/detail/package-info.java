/**
 * What is known of something selected, as sections in columns that go below each other where there
 * is no room beside: names with values, values of both ways, shares of a whole as a bar, links.
 *
 * <p>A {@link dev.stallscope.ui.control.detail.Detail} is words only and is made away from the FX
 * thread; {@link dev.stallscope.ui.control.detail.DetailView} shows it. Each section is a stop of
 * the keyboard whose accessible text says all of it, and can be copied.
 */
@NullMarked
package dev.stallscope.ui.control.detail;

import org.jspecify.annotations.NullMarked;
