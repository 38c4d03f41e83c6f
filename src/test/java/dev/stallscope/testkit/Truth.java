package dev.stallscope.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What tshark says of the shared captures: tables with a header line, columns parted by tabs. */
public final class Truth {
  private Truth() {}

  /**
   * Every row of a table as its columns by name; skips the test where the captures are absent.
   *
   * @param table the file's name without {@code .tsv}
   */
  public static List<Map<String, String>> rows(String table) {
    Path file = SampleCaptures.sharedFolder().resolve("truth").resolve(table + ".tsv");
    try {
      List<String> lines = Files.readAllLines(file);
      String[] names = lines.getFirst().split("\t", -1);
      return lines.stream().skip(1).map(line -> row(names, line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a table by the capture they speak of. */
  public static Map<String, List<Map<String, String>>> rowsByFile(String table) {
    return rows(table).stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getOrDefault("file", ""), LinkedHashMap::new, Collectors.toList()));
  }

  private static Map<String, String> row(String[] names, String line) {
    String[] values = line.split("\t", -1);
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], i < values.length ? values[i] : "");
    }
    return row;
  }
}
