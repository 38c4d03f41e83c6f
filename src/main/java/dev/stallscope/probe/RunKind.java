package dev.stallscope.probe;

/** What a run may take over from the one before it. */
public enum RunKind {
  /** Nothing: a new lookup, connection and TLS session. */
  COLD,
  /** Its connection. */
  WARM,
  /** Its TLS session, on a new connection. */
  RESUMED
}
