package dev.stallscope.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A file that takes its place only when it is complete: what was there stays until then. */
public final class OutputFile {
  private OutputFile() {}

  /** Writes the contents. */
  @FunctionalInterface
  interface Contents {
    /**
     * Writes all of it.
     *
     * @return whether it is complete
     */
    boolean writeTo(OutputStream out) throws IOException;
  }

  /**
   * Refuses to write over what is read.
   *
   * @throws IOException if the file is one of the inputs; the message is a sentence
   */
  public static void check(Path path, List<Path> inputs) throws IOException {
    for (Path input : inputs) {
      if (Files.exists(path) && Files.exists(input) && Files.isSameFile(path, input)) {
        throw new IOException(path + " is what is read; choose another file to write.");
      }
    }
  }

  /**
   * Writes a file.
   *
   * @return whether it was completed
   * @throws IOException if it cannot be written; the message names it
   */
  static boolean write(Path path, Contents contents) throws IOException {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try {
      boolean isComplete;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        isComplete = contents.writeTo(out);
      }
      if (isComplete) {
        Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
      }
      return isComplete;
    } catch (NoCaptureException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(path + " cannot be written: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
