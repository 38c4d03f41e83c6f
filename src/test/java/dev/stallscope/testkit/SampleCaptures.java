package dev.stallscope.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds captures: the project's own under {@code sample-captures}, and a large set by other people
 * that is not part of it. Where that set is absent, tests that ask for it are skipped.
 *
 * <p>The set is looked for in {@code ../shared/captures}; {@code -Dcaptures=FOLDER} names another.
 */
public final class SampleCaptures {
  private SampleCaptures() {}

  /** The folder of captures by other people; skips the test where it is absent. */
  public static Path sharedFolder() {
    Path folder = Path.of(System.getProperty("captures", "../shared/captures"));
    assumeTrue(
        Files.isDirectory(folder.resolve("open")),
        () -> "no captures in " + folder + "; name their folder with -Dcaptures=FOLDER");
    return folder;
  }

  /** One of those captures by its path below {@code open}; skips the test where it is absent. */
  public static Path open(String path) {
    Path file = sharedFolder().resolve("open").resolve(path);
    assumeTrue(Files.exists(file), () -> file + " is absent");
    return file;
  }

  /** Every file below {@code open}, in the order of their paths. */
  public static List<Path> allOpen() {
    return filesBelow(sharedFolder().resolve("open"));
  }

  /** The path of a file below {@code open}, as the truth tables name it. */
  public static String name(Path file) {
    Path open = sharedFolder().resolve("open");
    return open.relativize(file).toString().replace('\\', '/');
  }

  /** The capture of the bundled sample with this name. */
  public static Path file(String sample) {
    return Path.of("sample-captures", sample, "capture.pcapng");
  }

  /** The project's own sample captures, one folder each; empty before there are any. */
  public static List<Path> samples() {
    return filesBelow(Path.of("sample-captures")).stream()
        .filter(file -> file.endsWith("capture.pcapng"))
        .toList();
  }

  private static List<Path> filesBelow(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
