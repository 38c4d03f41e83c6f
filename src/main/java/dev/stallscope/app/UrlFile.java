package dev.stallscope.app;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A list of URLs, one a line; empty lines and those that begin with a number sign are no URLs. */
final class UrlFile {
  private UrlFile() {}

  /**
   * Reads the list.
   *
   * @throws IOException that names the file, if it cannot be read
   */
  static List<String> read(Path file) throws IOException {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (MalformedInputException e) {
      throw new IOException(file + " is no text in UTF-8.", e);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist.", e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
