package dev.stallscope.app;

import dev.stallscope.report.Ink;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command writes its result: a file, or the terminal where none was named. */
final class Destination {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "write there instead of printing")
  private @Nullable Path file;

  /** Writes the result. */
  @FunctionalInterface
  interface Printing {
    void print(OutputStream out, Ink ink) throws IOException;
  }

  /** Writes a text. */
  @FunctionalInterface
  interface TextPrinting {
    void print(Appendable out) throws IOException;
  }

  /**
   * Writes the result; colours are for terminals that show them.
   *
   * @throws IOException that names the file, if it cannot be written
   */
  void write(Printing printing) throws IOException {
    Path named = file;
    if (named == null) {
      printing.print(System.out, Terminal.showsColours() ? Ink.COLOURED : Ink.PLAIN);
      System.out.flush();
      return;
    }
    try (OutputStream out = new BufferedOutputStream(new FileOutputStream(named.toFile()))) {
      printing.print(out, Ink.PLAIN);
    } catch (IOException e) {
      throw new IOException(named + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Writes a text in UTF-8. */
  static void text(OutputStream out, TextPrinting printing) throws IOException {
    PrintStream text =
        new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8);
    printing.print(text);
    text.flush();
  }

  /** Whether a file was named whose name ends so. */
  boolean endsIn(String ending) {
    Path named = file;
    return named != null && named.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }
}
