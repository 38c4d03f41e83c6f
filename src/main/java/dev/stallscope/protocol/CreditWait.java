package dev.stallscope.protocol;

/**
 * A sender had used up what its receiver allowed it to send, had more, and went on when it was
 * allowed more: the flow control of a multiplexing protocol.
 *
 * @param sinceNanos when the last of what was allowed was captured
 * @param grantedNanos when the permission with which it went on was captured; before {@code
 *     sinceNanos} where it was still under way to the sender
 */
public record CreditWait(long sinceNanos, long grantedNanos) {}
