package dev.stallscope.capture;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one capture file. */
final class CaptureDamage {
  /** More warnings than this help nobody. */
  static final int MAX_WARNINGS = 100;

  private final String file;
  private final List<CaptureWarning> warnings = new ArrayList<>();
  private long unreported;

  CaptureDamage(String file) {
    this.file = file;
  }

  /**
   * Notes what was wrong at an offset.
   *
   * @param what the rest of a sentence that begins with file and offset, without the full stop
   */
  void report(long byteOffset, String what) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(warning(byteOffset, what));
    } else {
      unreported++;
    }
  }

  /**
   * What was reported, and what is wrong only for now.
   *
   * @param incomplete what the end of the file lacks, or empty
   */
  List<CaptureWarning> warnings(long byteOffset, String incomplete) {
    List<CaptureWarning> all = new ArrayList<>(warnings);
    if (unreported > 0) {
      all.add(warning(byteOffset, "%,d more places are damaged".formatted(unreported)));
    }
    if (!incomplete.isEmpty()) {
      all.add(warning(byteOffset, incomplete));
    }
    return List.copyOf(all);
  }

  private CaptureWarning warning(long byteOffset, String what) {
    return new CaptureWarning(
        file, byteOffset, "%s, byte %,d: %s.".formatted(file, byteOffset, what));
  }
}
