/**
 * The waterfall: every exchange a row with its phases over time and what held it up.
 *
 * <p>An {@link dev.stallscope.ui.waterfall.ExchangeTable} holds what rows are made of. A {@link
 * dev.stallscope.ui.waterfall.RowQuery} says which of them are wanted in which order, and makes a
 * {@link dev.stallscope.ui.waterfall.RowList}, which is an array of numbers; both happen in the
 * background. The list on screen has one canvas a visible row, so that a hundred thousand rows cost
 * no more than forty.
 */
@NullMarked
package dev.stallscope.ui.waterfall;

import org.jspecify.annotations.NullMarked;
