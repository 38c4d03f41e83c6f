package dev.stallscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs tshark on a capture made by a test; skips the test where it is not installed. */
public final class Tshark {
  private Tshark() {}

  /**
   * Fields of the packets that a display filter passes, one map a packet; absent fields are empty.
   *
   * @param folder for tshark's output
   */
  public static List<Map<String, String>> fields(
      Path capture, Path folder, String filter, List<String> fields)
      throws IOException, InterruptedException {
    assumeTrue(isInstalled(), "tshark is not installed");
    List<String> command = new ArrayList<>(List.of("tshark", "-r", capture.toString()));
    command.addAll(List.of("-Y", filter, "-T", "fields", "-E", "occurrence=f"));
    fields.forEach(field -> command.addAll(List.of("-e", field)));
    Path output = folder.resolve("tshark.tsv");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as("exit code of tshark").isZero();
    try (var lines = Files.lines(output)) {
      return lines.map(line -> row(fields, line.split("\t", -1))).toList();
    }
  }

  private static boolean isInstalled() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark")));
  }

  private static Map<String, String> row(List<String> fields, String[] values) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      row.put(fields.get(i), values[i]);
    }
    return row;
  }
}
