package dev.stallscope.app;

/** What the process returns. */
final class ExitCode {
  /** All went well. */
  static final int FINE = 0;

  /** There are findings at or above the severity that was asked for. */
  static final int FINDINGS = 1;

  /** The command was not understood. */
  static final int USAGE = 2;

  /** An input could not be read. */
  static final int UNREADABLE = 3;

  private ExitCode() {}
}
