package dev.stallscope.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * The key log that tshark was given for a capture, empty where there was none.
   *
   * @param capture as the tables name it
   */
  public static Optional<Path> keyLog(String capture) {
    try (Stream<String> lines = Files.lines(SampleCaptures.sharedFolder().resolve("keys.tsv"))) {
      return lines
          .map(line -> line.split("\t"))
          .filter(row -> row[0].equals(capture))
          .map(row -> SampleCaptures.open(row[1]))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
