package dev.stallscope.app;

import dev.stallscope.analysis.KeySource;
import dev.stallscope.tls.KeyLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The file that --keys names. */
final class KeyLogFile {
  /** A browser that logs for years writes less. */
  private static final long MAX_BYTES = 256L << 20;

  private KeyLogFile() {}

  /**
   * Reads it.
   *
   * @throws IOException if it cannot be read or is no key log; the message says which in a sentence
   */
  static KeySource read(Path file) throws IOException {
    KeyLog log = parse(file);
    if (!log.isKeyLog()) {
      throw new IOException(
          "%s is no NSS key log: line %,d is not a label, a client random and a secret in hexadecimal."
              .formatted(file, log.firstUnreadableLine()));
    }
    return new KeySource(file.toString(), log);
  }

  private static KeyLog parse(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory, not a key log.");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + " is too large for a key log.");
      }
      // Latin-1 takes any byte, so that a file of another kind is told by what it says.
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        return KeyLog.read(lines);
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
