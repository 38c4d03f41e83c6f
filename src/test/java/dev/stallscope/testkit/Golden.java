package dev.stallscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text with a file that is kept with the tests and read in a diff. {@code -Dgolden=update}
 * writes the file anew.
 */
public final class Golden {
  private Golden() {}

  /** Fails, showing the difference, where the file does not hold exactly this text. */
  public static void assertMatches(Path file, String text) {
    String unix = text.replace("\r\n", "\n");
    try {
      if ("update".equals(System.getProperty("golden"))) {
        if (file.getParent() != null) {
          Files.createDirectories(file.getParent());
        }
        if (!Files.exists(file) || !Files.readString(file).equals(unix)) {
          Files.writeString(file, unix);
        }
        return;
      }
      assertThat(Files.exists(file)).as("%s is missing; -Dgolden=update writes it", file).isTrue();
      assertThat(unix)
          .as("%s differs; -Dgolden=update accepts what is new", file)
          .isEqualTo(Files.readString(file).replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
