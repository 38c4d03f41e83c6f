package dev.stallscope.chart.windowgraph;

import dev.stallscope.flow.tcp.RetransmissionCause;

/** The words in a graph, each of few letters. */
public interface WindowGraphWords {
  /** What the legend says of an item. */
  String item(WindowGraphItem item);

  /**
   * The label of a band of one or several stalls of a cause.
   *
   * @param nanos how much was lost in them together; long stalls only, so that the sum of several
   *     is less than what their cause cost
   */
  String lost(String rule, long nanos);

  /** The mechanism that sent a segment again. */
  String mechanism(RetransmissionCause cause);

  /** That the receive window's edge lies beyond the plot, by so many bytes. */
  String windowBeyond(long bytes);

  /** That the receive window is larger than the plot, with its size in bytes. */
  String windowOf(long bytes);

  /** That flow control allows more than the plot shows, with its size in bytes. */
  String allowed(long bytes);

  /** The packet that is marked, by its index from 0. */
  String packet(int packet);
}
