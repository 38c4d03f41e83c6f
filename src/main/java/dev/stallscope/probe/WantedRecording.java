package dev.stallscope.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The recording of a probe, which may not be allowed: the probe goes on in any case. */
public final class WantedRecording implements AutoCloseable {
  private final @Nullable Path file;
  private @Nullable ProbeRecording recording;
  private @Nullable String problem;

  private WantedRecording(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Begins before the probe does, if it can.
   *
   * @param command arguments of this program that probe the same, for whom may not capture
   */
  public static WantedRecording start(List<ProbePlan> plans, Path file, List<String> command) {
    WantedRecording wanted = new WantedRecording(file);
    try {
      wanted.recording = ProbeRecording.start(plans, file, command);
    } catch (IOException e) {
      wanted.problem = String.valueOf(e.getMessage());
    }
    return wanted;
  }

  /** There is no file that it could be written to. */
  public static WantedRecording impossible(String why) {
    WantedRecording wanted = new WantedRecording(null);
    wanted.problem = why;
    return wanted;
  }

  /** Ends after the probe has, and writes the file. */
  public RecordingOutcome finish() {
    ProbeRecording running = recording;
    Path target = file;
    try {
      if (running != null && target != null) {
        return new RecordingOutcome.Recorded(target, running.finish());
      }
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
    }
    return new RecordingOutcome.Unrecorded(Optional.ofNullable(problem).orElse(""));
  }

  @Override
  public void close() {
    if (recording != null) {
      recording.close();
    }
  }
}
