package dev.stallscope.capture.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who called sudo: what the process writes as root is to be theirs. */
final class SudoUser {
  private SudoUser() {}

  /** Gives a file to whoever called sudo; does nothing where nobody did. */
  static void give(Path file) throws IOException {
    String user = System.getenv("SUDO_UID");
    String group = System.getenv("SUDO_GID");
    if (user == null || group == null || !user.matches("\\d{1,9}") || !group.matches("\\d{1,9}")) {
      return;
    }
    Files.setAttribute(file, "unix:uid", Integer.valueOf(user));
    Files.setAttribute(file, "unix:gid", Integer.valueOf(group));
  }
}
