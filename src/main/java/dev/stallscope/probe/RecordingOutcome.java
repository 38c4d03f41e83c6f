package dev.stallscope.probe;

import java.nio.file.Path;

/** What became of a recording that was asked for. */
public sealed interface RecordingOutcome {
  /**
   * Packets and keys are in a file.
   *
   * @param packets how many
   */
  record Recorded(Path file, long packets) implements RecordingOutcome {}

  /**
   * There is no file.
   *
   * @param why what would help included; perhaps several lines
   */
  record Unrecorded(String why) implements RecordingOutcome {}
}
