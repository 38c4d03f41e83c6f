package dev.stallscope.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;

/** A file of lines with secrets. */
public final class KeyLogFile {
  /** A browser that logs for years writes less. */
  private static final long MAX_BYTES = 256L << 20;

  private KeyLogFile() {}

  /** Whether a file begins like a key log; one that cannot be read does not. */
  public static boolean isLikely(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ContentGuess.isKeyLog(in.readNBytes(ContentGuess.HEAD_BYTES));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads the lines, whatever is in them.
   *
   * @throws IOException if it cannot be read; the message says why in a sentence
   */
  public static <T> T read(Path file, Function<Stream<String>, T> reader) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory, not a key log.");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + " is too large for a key log.");
      }
      // Latin-1 takes any byte, so that a file of another kind is told by what it says.
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        return reader.apply(lines);
      }
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(file + " does not exist.");
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(file + " may not be read by this user.");
    } catch (UncheckedIOException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
