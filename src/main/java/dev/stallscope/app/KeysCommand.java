package dev.stallscope.app;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What deals with the keys of TLS connections. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Puts the keys of TLS connections into a capture, or takes them out.",
    subcommands = {EmbedKeysCommand.class, StripKeysCommand.class},
    footer = {"", "How to record keys: stallscope explain tls-keys"})
final class KeysCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    throw new ParameterException(spec.commandLine(), "Which one: keys embed, or keys strip?");
  }
}
