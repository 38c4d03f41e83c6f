package dev.stallscope.ui.packets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Wireshark, where it is installed. */
final class Wireshark {
  /** On the PATH, and where its installers put it. */
  static final List<String> PLACES =
      List.of(
          "wireshark",
          "/Applications/Wireshark.app/Contents/MacOS/Wireshark",
          "C:\\Program Files\\Wireshark\\Wireshark.exe");

  private static final int PATIENCE_SECONDS = 20;

  private final String program;

  private Wireshark(String program) {
    this.program = program;
  }

  /** The first of the places at which there is one; starts it for a moment to see. */
  static Optional<Wireshark> find(List<String> places) throws InterruptedException {
    for (String place : places) {
      if (isThere(place)) {
        return Optional.of(new Wireshark(place));
      }
    }
    return Optional.empty();
  }

  private static boolean isThere(String place) throws InterruptedException {
    try {
      Process process = start(List.of(place, "--version"));
      boolean hasEnded = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      return hasEnded && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Opens a capture in it.
   *
   * @param filter display filter, empty for none
   * @param packet index of the packet to go to, or -1
   * @throws IOException if it cannot be started
   */
  void open(Path file, String filter, int packet) throws IOException {
    start(command(file, filter, packet));
  }

  List<String> command(Path file, String filter, int packet) {
    List<String> command =
        new ArrayList<>(List.of(program, "-r", file.toAbsolutePath().toString()));
    if (!filter.isEmpty()) {
      command.addAll(List.of("-Y", filter));
    }
    if (packet >= 0) {
      command.addAll(List.of("-g", Integer.toString(packet + 1)));
    }
    return command;
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
