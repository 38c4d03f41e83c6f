package dev.stallscope.app;

/** What the process returns. */
final class ExitCode {
  /** All went well. */
  static final int FINE = 0;

  /** There are findings at or above the severity that was asked for. */
  static final int FINDINGS = 1;

  /** The command was not understood. */
  static final int USAGE = 2;

  /** An input could not be read, or the output not be written. */
  static final int UNREADABLE = 3;

  /** A probe got no whole answer, or a capture holds nothing that can be compared. */
  static final int UNANSWERED = 4;

  /** Ctrl+C stopped the work: 128 and the number of SIGINT, as shells say it. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
