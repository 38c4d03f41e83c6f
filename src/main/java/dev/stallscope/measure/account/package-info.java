/**
 * Who owned the time of each exchange, and which waits are long enough to be drawn.
 *
 * <p>{@link dev.stallscope.measure.account.TimeAccountant} lays the connection's time line, the
 * lookup's partition and what went before the connection end to end and clips them to the exchange;
 * {@link dev.stallscope.measure.account.StallFinder} picks the stalls out of the time lines. Both
 * only ever cut and join contiguous intervals, so that the sum is exact by construction.
 */
@NullMarked
package dev.stallscope.measure.account;

import org.jspecify.annotations.NullMarked;
