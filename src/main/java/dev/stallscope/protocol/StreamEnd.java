package dev.stallscope.protocol;

/** How one direction of a stream ended. */
public enum StreamEnd {
  FIN,
  RESET,
  CAPTURE_END
}
