package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.EmbeddedSecrets;
import dev.stallscope.capture.KeyLogFile;
import dev.stallscope.capture.OutputFile;
import dev.stallscope.protocol.OpenedContents;
import dev.stallscope.tls.KeyLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
   * Writes a capture anew with those secrets of key logs in it that its own handshakes use and that
   * it does not carry already.
   *
   * @param keyLogs where the secrets are looked for
   * @param out another file than those that are read
   * @throws IOException if a file cannot be read or written, or none of the keys belongs to the
   *     capture; the message says which
   */
  public static Result embed(Path capture, List<Path> keyLogs, Path out, AnalysisProgress progress)
      throws IOException {
    OutputFile.check(out, Stream.concat(Stream.of(capture), keyLogs.stream()).toList());
    List<KeySource> sources = new ArrayList<>();
    for (Path keyLog : keyLogs) {
      sources.add(KeySource.read(keyLog));
    }
    KeyRing ring = new KeyRing(sources);
    try (CaptureReader reader = CaptureFile.open(capture)) {
      ReadPass pass =
          new ReadPass(ring, OpenedContents.WANTED, Analyzer.allCores(), null, MemoryRoom.ofJava());
      pass.read(reader, progress);
      if (pass.isRoomFull()) {
        throw new IOException(
            "%s has more connections and packets than memory holds. %s"
                .formatted(capture, MemoryRoom.REMEDY));
      }
      ring.carry(reader.secrets());
    }
    if (progress.isCancelled()) {
      return Result.CANCELLED;
    }
    Set<String> lines = new LinkedHashSet<>();
    for (Path keyLog : keyLogs) {
      lines.addAll(KeyLogFile.read(keyLog, all -> used(all, ring)));
    }
    Set<String> carried = ring.carriedLines();
    lines.removeAll(carried);
    if (lines.isEmpty()) {
      throw new IOException(
          "There are no keys for the connections in %s%s."
              .formatted(capture, carried.isEmpty() ? "" : " that it does not carry yet"));
    }
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
    return EmbeddedSecrets.embed(capture, text, out, progress)
        ? new Result(lines.size(), (int) lines.stream().map(KeyLog::name).distinct().count())
        : Result.CANCELLED;
  }

  private static List<String> used(Stream<String> lines, KeyRing ring) {
    return lines
        .map(String::strip)
        .filter(line -> KeyLog.name(line).filter(ring::isAsked).isPresent())
        .toList();
  }
}
