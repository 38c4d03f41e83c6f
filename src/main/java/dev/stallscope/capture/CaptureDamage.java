package dev.stallscope.capture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one capture file. */
final class CaptureDamage {
  /** More warnings than this help nobody. */
  private static final int MAX_WARNINGS = 100;

  private final ByteSource source;
  private final List<CaptureWarning> warnings = new ArrayList<>();
  private @Nullable CaptureWarning incomplete;

  CaptureDamage(ByteSource source) {
    this.source = source;
  }

  void report(long byteOffset, String what) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(warning(byteOffset, what));
    }
  }

  /**
   * Notes whether the file ends within a record, as it stands now; a growing file may complete it.
   */
  void incomplete(BatchBuffer buffer) {
    if (!source.damage().isEmpty()) {
      incomplete = warning(buffer.fileOffset(), source.damage());
    } else if (buffer.available() > 0) {
      incomplete =
          warning(
              buffer.fileOffset(),
              "the file ends within a record (%,d bytes of it are there); the packets before it are complete"
                  .formatted(buffer.available()));
    } else {
      incomplete = null;
    }
  }

  List<CaptureWarning> warnings() {
    if (incomplete == null) {
      return List.copyOf(warnings);
    }
    List<CaptureWarning> all = new ArrayList<>(warnings);
    all.add(incomplete);
    return List.copyOf(all);
  }

  private CaptureWarning warning(long byteOffset, String what) {
    return new CaptureWarning(
        source.name(), byteOffset, "%s, byte %,d: %s.".formatted(source.name(), byteOffset, what));
  }
}
