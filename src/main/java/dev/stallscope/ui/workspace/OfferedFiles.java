package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.KeySource;
import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.KeyLogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files that the user chose or dropped, told apart by their content.
 *
 * @param captures what is no key log
 * @param keys the key logs, read
 */
record OfferedFiles(List<Path> captures, List<KeySource> keys) {
  /**
   * Looks into the files.
   *
   * @throws IOException if one is neither a capture nor a key log, or cannot be read; the message
   *     says which and why
   */
  static OfferedFiles of(List<Path> files) throws IOException {
    List<Path> captures = new ArrayList<>();
    List<KeySource> keys = new ArrayList<>();
    for (Path file : files) {
      if (KeyLogFile.isLikely(file)) {
        keys.add(KeySource.read(file));
      } else {
        captures.add(file);
      }
    }
    CaptureFile.check(captures);
    return new OfferedFiles(List.copyOf(captures), List.copyOf(keys));
  }

  /** The keys with those that are used already, but for an older reading of the same file. */
  List<KeySource> joinedTo(List<KeySource> used) {
    List<String> names = keys.stream().map(KeySource::name).toList();
    return Stream.concat(used.stream().filter(one -> !names.contains(one.name())), keys.stream())
        .toList();
  }
}
