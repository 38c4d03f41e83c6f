package dev.stallscope.app;

import dev.stallscope.capture.SecretsRemoval;
import dev.stallscope.diagnosis.QuantityText;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes a capture without the keys inside. */
@Command(
    name = "strip",
    mixinStandardHelpOptions = true,
    description = "Writes a capture without the keys in it, so that it can be passed on.",
    footer = {
      "",
      "Secrets of every kind are left out, and bytes that are damaged, since there may be secrets in"
          + " them; the rest of the file stays as it is.",
    })
final class StripKeysCommand implements Callable<Integer> {
  @Mixin private CopyOptions copy = new CopyOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = CopyOptions.set(spec);
    SecretsRemoval.Result result;
    try (TerminalProgress progress = copy.progress()) {
      result = SecretsRemoval.strip(copy.capture(), copy.output(), progress);
    }
    if (!result.isComplete()) {
      return ExitCode.INTERRUPTED;
    }
    result.warnings().forEach(warning -> copy.say(command, warning.text()));
    copy.say(
        command,
        "%s of keys left out of %s."
            .formatted(QuantityText.count(result.blocks(), "block"), copy.output()));
    return ExitCode.FINE;
  }
}
