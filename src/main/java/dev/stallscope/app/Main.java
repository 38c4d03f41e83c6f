package dev.stallscope.app;

import dev.stallscope.report.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program's entry point. */
@Command(
    name = "stallscope",
    description = "Tells where the time of a request went, who has to act, and what would fix it.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      AnalyzeCommand.class,
      ExplainCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:findings at or above --fail-on",
      "2:the command was not understood",
      "3:an input could not be read, or the output not be written",
      "130:Ctrl+C stopped the reading before the end"
    },
    footer = {"", "Try: stallscope analyze sample-captures/slow-server/capture.pcapng"})
public final class Main implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private Main() {}

  /** Without a command there is nothing to do but to say what there is. */
  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, ready to be executed. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (exception, command, _) -> {
          if (exception instanceof IOException) {
            command
                .getErr()
                .println("stallscope: " + Printable.of(String.valueOf(exception.getMessage())));
            return ExitCode.UNREADABLE;
          }
          throw exception;
        });
    line.setUsageHelpWidth(100);
    return line;
  }

  /** Reads the version from the build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties build = new Properties();
      try (InputStream in = Main.class.getResourceAsStream("build.properties")) {
        if (in != null) {
          build.load(in);
        }
      }
      return new String[] {"stallscope " + build.getProperty("version", "(unknown version)")};
    }
  }
}
