package dev.stallscope.capture;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What files are called where several are told of: by their names, as far as these differ. */
public final class FileNames {
  private FileNames() {}

  /** The name of each file, with its folder's before it where another one is called the same. */
  public static List<String> of(List<Path> files) {
    Map<String, Long> counts =
        files.stream()
            .distinct()
            .collect(Collectors.groupingBy(FileNames::name, Collectors.counting()));
    Function<Path, String> shortest =
        file -> counts.getOrDefault(name(file), 0L) > 1 ? withFolder(file) : name(file);
    return files.stream().map(shortest).toList();
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return String.valueOf(name == null ? file : name);
  }

  private static String withFolder(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    int names = whole.getNameCount();
    return names < 2 ? name(file) : whole.subpath(names - 2, names).toString();
  }
}
