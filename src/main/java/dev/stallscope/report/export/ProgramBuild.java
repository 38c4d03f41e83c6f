package dev.stallscope.report.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What the build wrote down about this program. */
public final class ProgramBuild {
  private final Properties written;

  private ProgramBuild(Properties written) {
    this.written = written;
  }

  /**
   * Reads it.
   *
   * @throws IOException if the program's own resource cannot be read
   */
  public static ProgramBuild read() throws IOException {
    Properties written = new Properties();
    try (InputStream in =
        ProgramBuild.class.getResourceAsStream("/dev/stallscope/app/build.properties")) {
      if (in != null) {
        written.load(in);
      }
    }
    return new ProgramBuild(written);
  }

  public String version() {
    return written.getProperty("version", "(unknown version)");
  }

  /** The day and time in ISO 8601, or nothing. */
  public String date() {
    return written.getProperty("date", "");
  }
}
