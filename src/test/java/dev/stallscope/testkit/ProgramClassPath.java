package dev.stallscope.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.stallscope.app.Main;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brotli.dec.BrotliInputStream;
import picocli.CommandLine;

/** Where the program and the libraries of its commands are, for tests that start a process. */
public final class ProgramClassPath {
  private ProgramClassPath() {}

  /** As the option -cp wants it; without JavaFX, which commands do not need. */
  public static String text() {
    return Stream.of(
            Main.class,
            CommandLine.class,
            JsonFactory.class,
            ObjectMapper.class,
            ZstdInputStream.class,
            BrotliInputStream.class)
        .map(ProgramClassPath::place)
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
