package dev.stallscope.app;

import dev.stallscope.report.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands have in common that write a capture anew. */
final class CopyOptions {
  @Parameters(arity = "1", paramLabel = "CAPTURE", description = "the capture to read")
  private Path capture = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "the file to write; never one that is read")
  private Path output = Path.of("");

  @Option(names = "--no-progress", description = "say nothing on stderr while reading")
  private boolean isQuiet;

  Path capture() {
    return capture;
  }

  Path output() {
    return output;
  }

  TerminalProgress progress() {
    return TerminalProgress.startCopying(isQuiet);
  }

  /** What picocli has set. */
  static CommandSpec set(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec;
  }

  /** Says what was done. */
  void say(CommandSpec command, String sentence) {
    PrintWriter out = command.commandLine().getOut();
    out.println(Printable.of(sentence));
    out.flush();
  }
}
