package dev.stallscope.app;

import dev.stallscope.analysis.KeySource;
import dev.stallscope.report.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How captures are read, and what of them is told; the same for each command that reads some. */
final class ReadingOptions {
  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description =
          "an NSS key log (SSLKEYLOGFILE) to decrypt TLS and QUIC with. How to record one: stallscope"
              + " explain tls-keys")
  private @Nullable Path keys;

  @Option(names = "--reveal", description = "show cookies, tokens and passwords as they are")
  private boolean reveals;

  @Option(names = "--no-progress", description = "say nothing on stderr while reading")
  private boolean isQuiet;

  Optional<Path> keyLog() {
    return Optional.ofNullable(keys);
  }

  /**
   * The key log as it is now, none where none was given.
   *
   * @throws IOException if it cannot be read
   */
  List<KeySource> keyLogs() throws IOException {
    return keys == null ? List.of() : List.of(KeySource.read(keys));
  }

  Labels labels() {
    return reveals ? Labels.REVEALED : Labels.REDACTED;
  }

  boolean isQuiet() {
    return isQuiet;
  }
}
