package dev.stallscope.measure;

/** What limited the rate of a round (STALLS 3.3). */
public enum ThroughputLimit {
  TIMEOUT,
  SLOW_START,
  RECEIVER,
  APPLICATION,
  SENDER_WINDOW,
  BANDWIDTH,
  CONGESTION,
  TRANSPORT,
  OPPORTUNITY,
  UNKNOWN
}
