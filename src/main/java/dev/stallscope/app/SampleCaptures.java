package dev.stallscope.app;

import dev.stallscope.ui.window.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the bundled samples are: the launcher says it in a system property. */
final class SampleCaptures {
  /** The folder that holds a folder for each sample. */
  private static final String FOLDER = "stallscope.samples";

  private SampleCaptures() {}

  /** The samples to introduce that are there. */
  static List<Sample> bundled() {
    String folder = System.getProperty(FOLDER, "");
    return folder.isEmpty() ? List.of() : in(Path.of(folder));
  }

  static List<Sample> in(Path folder) {
    return Sample.introduced().stream()
        .map(id -> new Sample(id, folder.resolve(id).resolve("capture.pcapng")))
        .filter(sample -> Files.isReadable(sample.capture()))
        .toList();
  }
}
