package dev.stallscope.testkit;

/** Where the capture of a scenario was taken: at one of the ends, or half-way. */
enum CapturePoint {
  CLIENT,
  SERVER,
  MIDDLE
}
