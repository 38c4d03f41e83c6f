package dev.stallscope.app;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.CaptureRefusedException;
import dev.stallscope.capture.live.InterfaceList;
import dev.stallscope.capture.live.Recording;
import dev.stallscope.capture.live.RecordingCounts;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Captures from a network interface into a file. */
@Command(
    name = "capture",
    mixinStandardHelpOptions = true,
    description =
        "Captures packets from a network interface into a pcapng file, until Ctrl+C or a limit.",
    footer = {
      "",
      "Read the file while it grows: stallscope analyze --follow FILE, or open it in the window.",
      "Where this user may not capture, dumpcap is used if it may; else it is said how to get the"
          + " right.",
      "The file holds what was said in clear text, passwords too, and only its owner may read it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:captured, however it was ended",
      "2:the command or the filter was not understood",
      "3:it could not capture, or the file not be written"
    })
final class CaptureCommand implements Callable<Integer> {
  /** The last packets are written and the file closed. */
  private static final long END_SECONDS = 5;

  @Mixin private CaptureOptions options = new CaptureOptions();

  @Option(names = "--list", description = "list the interfaces and end")
  private boolean isListing;

  @Option(names = "--no-progress", description = "say nothing on stderr while capturing")
  private boolean isQuiet;

  /** For {@code CaptureProcess}: events as lines on stdout, commands from stdin. */
  @Option(names = "--as-child", hidden = true)
  private boolean isChild;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (isListing) {
      InterfaceTable.print(InterfaceList.read(), System.out);
      return ExitCode.FINE;
    }
    CaptureOrder order = options.order();
    try {
      return isChild ? new CaptureChild(order).run() : capture(order);
    } catch (CaptureRefusedException e) {
      if (spec != null) {
        spec.commandLine().getErr().println("stallscope: " + e.getMessage());
      }
      return e.reason() == CaptureRefusedException.Reason.BAD_FILTER
          ? ExitCode.USAGE
          : ExitCode.UNREADABLE;
    }
  }

  private int capture(CaptureOrder order) throws IOException {
    CaptureProgress progress = new CaptureProgress(order, !isQuiet && Terminal.isError());
    Recording recording = Recording.begin(order, progress);
    RecordingCounts counts;
    try (Interruption _ =
        Interruption.listen("Stopping. Ctrl+C again ends at once.", recording::stop)) {
      counts = untilTheEnd(recording);
    }
    progress.ended(counts);
    return ExitCode.FINE;
  }

  /** Runs a recording; what ends this process in an orderly way leaves a whole file, too. */
  static RecordingCounts untilTheEnd(Recording recording) throws IOException {
    CountDownLatch isClosed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(recording, isClosed)));
    try {
      return recording.run();
    } finally {
      isClosed.countDown();
    }
  }

  private static void end(Recording recording, CountDownLatch isClosed) {
    recording.stop();
    try {
      isClosed.await(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
