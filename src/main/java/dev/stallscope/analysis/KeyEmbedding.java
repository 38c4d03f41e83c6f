package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.EmbeddedSecrets;
import dev.stallscope.capture.KeyLogFile;
import dev.stallscope.tls.KeyLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the keys of a capture's connections into the capture. */
public final class KeyEmbedding {
  private KeyEmbedding() {}

  /**
   * What came of it.
   *
   * @param secrets that were embedded; none where it was cancelled
   * @param connections that they are of
   */
  public record Result(int secrets, int connections) {
    static final Result CANCELLED = new Result(0, 0);

    public boolean isCancelled() {
      return secrets == 0;
    }
  }

  /**
   * Writes a capture anew with those secrets of a key log in it that its own handshakes use and
   * that it does not carry already.
   *
   * @param out another file than the two that are read
   * @throws IOException if a file cannot be read or written, or none of the keys belongs to the
   *     capture; the message says which
   */
  public static Result embed(Path capture, Path keyLog, Path out, AnalysisProgress progress)
      throws IOException {
    KeyRing ring = new KeyRing(List.of(KeySource.read(keyLog)));
    try (CaptureReader reader = CaptureFile.open(capture)) {
      new ReadPass(ring, Runtime.getRuntime().availableProcessors(), null).read(reader, progress);
      ring.carry(reader.secrets());
    }
    if (progress.isCancelled()) {
      return Result.CANCELLED;
    }
    Set<String> carried = ring.carriedLines();
    List<String> lines =
        KeyLogFile.read(
            keyLog,
            all ->
                all.map(String::strip)
                    .filter(line -> KeyLog.name(line).filter(ring::isAsked).isPresent())
                    .filter(line -> !carried.contains(line))
                    .distinct()
                    .toList());
    if (lines.isEmpty()) {
      throw new IOException(
          "%s has no keys for the connections in %s%s."
              .formatted(keyLog, capture, carried.isEmpty() ? "" : " that it does not carry yet"));
    }
    byte[] text =
        lines.stream()
            .map(line -> line + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.US_ASCII);
    return EmbeddedSecrets.embed(capture, text, out, progress)
        ? new Result(lines.size(), names(lines))
        : Result.CANCELLED;
  }

  private static int names(List<String> lines) {
    return (int) lines.stream().map(KeyLog::name).distinct().count();
  }
}
