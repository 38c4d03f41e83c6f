package dev.stallscope.chart.tcp;

import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.measure.Stall;

/** The words in a graph, each of few letters. */
public interface TcpGraphWords {
  /** What the legend says of an item. */
  String item(TcpGraphItem item);

  /** The label of a stall's band, with its duration. */
  String stall(Stall stall);

  /** The mechanism that sent a segment again. */
  String mechanism(RetransmissionCause cause);

  /** That the receive window's edge lies beyond the plot, by so many bytes. */
  String windowBeyond(long bytes);

  /** The packet that is marked, by its index from 0. */
  String packet(int packet);
}
