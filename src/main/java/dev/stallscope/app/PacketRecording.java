package dev.stallscope.app;

import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recording of a probe from the command line, which may not be wanted, or not be allowed. */
final class PacketRecording implements AutoCloseable {
  private final @Nullable ProbeRecording recording;
  private final @Nullable Path file;
  private final List<String> sentences = new ArrayList<>();

  private PacketRecording(@Nullable ProbeRecording recording, @Nullable Path file) {
    this.recording = recording;
    this.file = file;
  }

  /** Begins where a file was named; why it cannot is said at the end, and the probe goes on. */
  static PacketRecording start(ProbePlan plan, @Nullable Path file) {
    if (file == null) {
      return new PacketRecording(null, null);
    }
    try {
      return new PacketRecording(ProbeRecording.start(plan, file), file);
    } catch (IOException e) {
      PacketRecording none = new PacketRecording(null, file);
      none.sentences.add("The packets were not recorded. " + e.getMessage());
      return none;
    }
  }

  /** Writes the file. */
  void finish() {
    if (recording == null) {
      return;
    }
    try {
      sentences.add(
          "%s recorded with their keys in %s."
              .formatted(QuantityText.count(recording.finish(), "packet"), file));
    } catch (IOException e) {
      sentences.add("The packets were not recorded. " + e.getMessage());
    }
  }

  /** What is to be said of it once the probe has told its own. */
  List<String> sentences() {
    return List.copyOf(sentences);
  }

  @Override
  public void close() {
    if (recording != null) {
      recording.close();
    }
  }
}
