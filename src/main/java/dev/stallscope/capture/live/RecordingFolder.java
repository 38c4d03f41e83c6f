package dev.stallscope.capture.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Where recordings of the window stand, so that they are found again if it dies. */
public final class RecordingFolder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private RecordingFolder() {}

  /** A file name by the present time, in the working folder. */
  public static Path inWorkingFolder() {
    return Path.of(
        "stallscope-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + ".pcapng");
  }

  /**
   * A new file in the user's folder of recordings, which is made if need be.
   *
   * @throws IOException if it cannot be made; the message names it
   */
  public static Path inHome() throws IOException {
    Path folder = Path.of(System.getProperty("user.home"), "Stallscope");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(folder + " cannot be made: " + e, e);
    }
    return unused(folder.resolve(inWorkingFolder()));
  }

  /** Two recordings of one second take different names. */
  private static Path unused(Path wanted) {
    Path free = wanted;
    for (int i = 2; Files.exists(free); i++) {
      free =
          wanted.resolveSibling(
              String.valueOf(wanted.getFileName()).replace(".pcapng", "-" + i + ".pcapng"));
    }
    return free;
  }

  /**
   * Copies recordings: one under the name wanted, more with their numbers after it.
   *
   * @throws IOException if one cannot be copied; the message names it
   */
  public static void copy(List<Path> files, Path wanted) throws IOException {
    String name = String.valueOf(wanted.getFileName());
    int dot = name.lastIndexOf('.');
    for (int i = 0; i < files.size(); i++) {
      Path target =
          files.size() == 1
              ? wanted
              : wanted.resolveSibling(
                  (dot > 0 ? name.substring(0, dot) : name)
                      + "_%05d".formatted(i + 1)
                      + (dot > 0 ? name.substring(dot) : ""));
      try {
        Files.copy(files.get(i), target, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new IOException(target + " cannot be written: " + e, e);
      }
    }
  }
}
