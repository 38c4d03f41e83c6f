package dev.stallscope.app;

import dev.stallscope.report.export.ProgramBuild;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page, for those who package the program. */
@Command(
    name = "generate-man-page",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Prints the manual page.")
final class ManPageCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (spec != null) {
      CommandLine program = spec.root().commandLine();
      String version = String.join(" ", program.getCommandSpec().version());
      String date = ProgramBuild.read().date();
      program
          .getOut()
          .print(ManPage.of(program.getCommandSpec(), version, date.replaceFirst("T.*", "")));
      program.getOut().flush();
    }
    return ExitCode.FINE;
  }
}
