package dev.stallscope.app;

import dev.stallscope.analysis.KeyEmbedding;
import dev.stallscope.diagnosis.QuantityText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a capture with its keys inside. */
@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    description =
        "Writes a capture with the keys of its TLS connections in it, so that one file is enough"
            + " to read them.",
    footer = {
      "",
      "Of the key log only what the capture's own handshakes use is taken. A pcapng stays as it is"
          + " otherwise; a pcap becomes pcapng. Whoever has the file reads what these connections"
          + " carried.",
    })
final class EmbedKeysCommand implements Callable<Integer> {
  @Mixin private CopyOptions copy = new CopyOptions();

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "LOG",
      description = "an NSS key log (SSLKEYLOGFILE)")
  private Path keys = Path.of("");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = CopyOptions.set(spec);
    KeyEmbedding.Result result;
    try (TerminalProgress progress = copy.progress()) {
      result = KeyEmbedding.embed(copy.capture(), List.of(keys), copy.output(), progress);
    }
    if (result.isCancelled()) {
      return ExitCode.INTERRUPTED;
    }
    copy.say(
        command,
        "%s of %s embedded in %s."
            .formatted(
                QuantityText.count(result.secrets(), "secret"),
                QuantityText.count(result.connections(), "connection"),
                copy.output()));
    return ExitCode.FINE;
  }
}
