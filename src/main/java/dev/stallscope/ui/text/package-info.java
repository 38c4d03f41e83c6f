/** The words of the window: one bundle holds them all. */
@NullMarked
package dev.stallscope.ui.text;

import org.jspecify.annotations.NullMarked;
