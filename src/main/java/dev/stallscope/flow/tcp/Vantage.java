package dev.stallscope.flow.tcp;

/** Where on the path the capture was taken (STALLS 0.4). */
public enum Vantage {
  NEAR_CLIENT,
  NEAR_SERVER,
  MID_PATH,
  /** Both ends on the capturing host, or a path too short to tell. */
  LOCAL,
  UNKNOWN
}
