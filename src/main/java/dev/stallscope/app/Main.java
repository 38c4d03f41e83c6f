package dev.stallscope.app;

import dev.stallscope.analysis.MemoryRoom;
import dev.stallscope.report.Printable;
import dev.stallscope.report.export.ProgramBuild;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program's entry point. */
@Command(
    name = "stallscope",
    description = "Tells where the time of a request went, who has to act, and what would fix it.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      AnalyzeCommand.class,
      ReportCommand.class,
      ProbeCommand.class,
      CompareCommand.class,
      KeysCommand.class,
      CaptureCommand.class,
      DemoCommand.class,
      ExplainCommand.class,
      AutoComplete.GenerateCompletion.class,
      ManPageCommand.class,
      WarmUpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:findings at or above --fail-on",
      "2:the command was not understood",
      "3:an input could not be read, or the output not be written",
      "4:a probe got no whole answer, or nothing could be compared",
      "130:Ctrl+C stopped the work before its end"
    },
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "stallscope [FILE...]          opens the window",
      "       stallscope COMMAND [OPTIONS]  works without one"
    },
    footer = {
      "",
      "Try: stallscope analyze ${sys:stallscope.samples:-sample-captures}/slow-server/capture.pcapng"
    })
public final class Main implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "captures to open in the window")
  private List<Path> files = List.of();

  private Main() {}

  /** Without a command opens the window. */
  @Override
  public Integer call() {
    Optional<String> obstacle =
        files.stream()
            .filter(file -> !Files.exists(file))
            .findFirst()
            .map(file -> file + " is neither a command nor a file; see stallscope --help")
            .or(() -> WindowStart.open(files));
    obstacle.ifPresent(this::err);
    return obstacle.isPresent() ? ExitCode.USAGE : ExitCode.FINE;
  }

  private void err(String sentence) {
    if (spec != null) {
      spec.commandLine().getErr().println("stallscope: " + sentence);
    }
  }

  public static void main(String[] arguments) {
    // pictures are drawn in memory, whatever display is named
    System.setProperty("java.awt.headless", "true");
    // Reports are in English, and so are the signs within their numbers.
    Locale.setDefault(Locale.ROOT);
    System.exit(execute(arguments));
  }

  private static int execute(String... arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (OutOfMemoryError e) {
      return outOfMemory(new PrintWriter(System.err, true, System.err.charset()));
    }
  }

  private static int outOfMemory(PrintWriter err) {
    err.println("stallscope: There is not enough memory for this. " + MemoryRoom.REMEDY);
    return ExitCode.UNREADABLE;
  }

  /** The whole command line, ready to be executed. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Integer.class, text -> whole(text, Integer::valueOf));
    line.registerConverter(Integer.TYPE, text -> whole(text, Integer::valueOf));
    line.registerConverter(Long.class, text -> whole(text, Long::valueOf));
    line.registerConverter(Long.TYPE, text -> whole(text, Long::valueOf));
    line.setExecutionExceptionHandler(
        (exception, command, _) -> {
          if (exception instanceof IOException) {
            command
                .getErr()
                .println("stallscope: " + Printable.of(String.valueOf(exception.getMessage())));
            return ExitCode.UNREADABLE;
          }
          if (MemoryRoom.isLackedBy(exception)) {
            return outOfMemory(command.getErr());
          }
          throw exception;
        });
    line.setUsageHelpWidth(100);
    return line;
  }

  /** Java's names of types mean nothing to who writes a command. */
  private static <N> N whole(String text, Function<String, N> number) {
    try {
      return number.apply(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("a whole number is wanted, not '%s'.".formatted(text));
    }
  }

  /** Reads the version from the build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"stallscope " + ProgramBuild.read().version()};
    }
  }
}
