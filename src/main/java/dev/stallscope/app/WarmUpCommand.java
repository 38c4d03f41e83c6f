package dev.stallscope.app;

import dev.stallscope.ui.window.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does what most runs begin with: the run from which Java's start-up cache (JEP 514) is made.
 *
 * <p>Needs no display. Where JavaFX cannot draw at all, only what has no window is gone through.
 */
@Command(
    name = "warm-up",
    hidden = true,
    mixinStandardHelpOptions = true,
    description =
        "Analyses the bundled samples and the captures named, and opens one in a window that nobody"
            + " sees: what a start-up cache is trained with.")
final class WarmUpCommand implements Callable<Integer> {
  /** Far more than the window takes; a JavaFX that lacks fonts waits for ever. */
  private static final long WINDOW_MILLIS = 60_000;

  /** The more kinds of trouble they have, the more of the program is in the cache. */
  @Parameters(paramLabel = "FILE", description = "captures to analyse besides")
  private List<Path> others = List.of();

  @Override
  public Integer call() throws InterruptedException {
    Main.commandLine().execute("--help");
    Main.commandLine().execute("explain");
    List<Path> files = SampleCaptures.bundled().stream().map(Sample::capture).toList();
    for (Path file : files) {
      Main.commandLine().execute("analyze", file.toString());
      Main.commandLine().execute("analyze", file.toString(), "--format", "json");
    }
    for (Path file : others) {
      Main.commandLine().execute("analyze", file.toString());
    }
    if (!files.isEmpty() && WindowStart.canDrawUnseen()) {
      Thread window =
          Thread.ofPlatform()
              .daemon()
              .start(() -> WindowStart.launchUnseen(WindowWarmUp.class, files.subList(0, 1)));
      window.join(WINDOW_MILLIS);
    }
    return ExitCode.FINE;
  }
}
