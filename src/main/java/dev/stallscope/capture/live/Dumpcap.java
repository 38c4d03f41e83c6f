package dev.stallscope.capture.live;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Wireshark's capture program is. */
final class Dumpcap {
  private static final List<String> NAMES = List.of("dumpcap", "dumpcap.exe");

  /** Where it lies when it is not on the PATH. */
  private static final List<String> FOLDERS =
      List.of(
          "/usr/bin",
          "/usr/sbin",
          "/usr/local/bin",
          "/Applications/Wireshark.app/Contents/MacOS",
          "C:\\Program Files\\Wireshark");

  private Dumpcap() {}

  /** What can be said of it without running it. */
  enum State {
    MISSING,
    FORBIDDEN,
    EXECUTABLE
  }

  static State state() {
    return find().isPresent()
        ? State.EXECUTABLE
        : places().anyMatch(Files::exists) ? State.FORBIDDEN : State.MISSING;
  }

  /** The program, if this user may run it. */
  static Optional<Path> find() {
    return places().filter(Files::isExecutable).findFirst();
  }

  private static Stream<Path> places() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), FOLDERS.stream())
        .flatMap(Dumpcap::folder)
        .flatMap(folder -> NAMES.stream().map(folder::resolve))
        .filter(file -> !Files.isDirectory(file));
  }

  private static Stream<Path> folder(String name) {
    try {
      return name.isEmpty() ? Stream.empty() : Stream.of(Path.of(name));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }
}
