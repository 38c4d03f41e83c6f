package dev.stallscope.capture.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This program, as a command that another process of it is started with. */
final class CaptureProgram {
  private static final String MAIN = "dev.stallscope.app.Main";

  /** Set by the launcher of an installed program. */
  private static final String LAUNCHER = "jpackage.app-path";

  /** Small, since it keeps no packets; the first compiler tier is fast enough and starts sooner. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmn16m",
          "-Xmx64m",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8");

  private CaptureProgram() {}

  /** The command with these arguments. */
  static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    String launcher = System.getProperty(LAUNCHER);
    if (launcher == null) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(OPTIONS);
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    } else {
      command.add(launcher);
    }
    command.addAll(arguments);
    return command;
  }
}
