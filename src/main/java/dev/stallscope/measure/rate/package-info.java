/**
 * What limited the rate of each direction of a connection.
 *
 * <p>{@link dev.stallscope.measure.rate.SenderView} puts the capture into the sender's place: an
 * acknowledgment counts when it can have reached the sender. On top of it {@link
 * dev.stallscope.measure.rate.RoundTracker} cuts a direction into round trips and gives each its
 * limit (STALLS 3), and {@link dev.stallscope.measure.rate.TokenBucketFit} tells a policer from
 * other loss (STALLS 4.1).
 */
@NullMarked
package dev.stallscope.measure.rate;

import org.jspecify.annotations.NullMarked;
