package dev.stallscope.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.stallscope.app.Main;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.brotli.dec.BrotliInputStream;
import picocli.CommandLine;

/**
 * A program in a process of its own, with what it needs on the class path whoever runs the test;
 * without JavaFX, which commands do not need.
 */
public final class ChildJvm {
  private static final List<Class<?>> NEEDED =
      List.of(
          Main.class,
          ChildJvm.class,
          CommandLine.class,
          JsonFactory.class,
          ObjectMapper.class,
          ZstdInputStream.class,
          BrotliInputStream.class);

  private ChildJvm() {}

  /** The command; Ctrl+C works in it even where a shell ignores it for its background jobs. */
  public static ProcessBuilder of(List<String> options, String main, String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** The program in a process that has no display, with what it says in one stream. */
  public static ProcessBuilder withoutDisplay(String... arguments) {
    ProcessBuilder program = of(List.of(), Main.class.getName(), arguments);
    program.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY"));
    return program.redirectErrorStream(true);
  }

  private static String classPath() {
    return NEEDED.stream()
        .map(ChildJvm::place)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
