package dev.stallscope.app;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.RecordingCounts;
import dev.stallscope.capture.live.RecordingEvent;
import dev.stallscope.report.SizeText;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells on stderr how a capture goes. */
final class CaptureProgress implements Consumer<RecordingEvent> {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final CaptureOrder order;
  private final boolean isShown;
  private boolean hasWarned;
  private String file;

  CaptureProgress(CaptureOrder order, boolean isShown) {
    this.order = order;
    this.isShown = isShown;
    file = order.file().toString();
  }

  @Override
  public void accept(RecordingEvent event) {
    switch (event) {
      case RecordingEvent.FileBegun begun -> file = begun.file().toString();
      case RecordingEvent.FileDeleted _,
          RecordingEvent.Marked _,
          RecordingEvent.Refused _,
          RecordingEvent.Failed _ -> {}
      case RecordingEvent.Counted(RecordingCounts counts) -> {
        warn(counts);
        show("capturing on %s: %s; Ctrl+C ends it".formatted(order.interfaceName(), text(counts)));
      }
    }
  }

  /** Once, when the first packets are lost, whether anybody watches or not. */
  private void warn(RecordingCounts counts) {
    if (hasWarned || counts.dropped() == 0) {
      return;
    }
    hasWarned = true;
    System.err.println(
        (isShown ? CLEAR_LINE : "")
            + "stallscope: packets are being lost (%s); a narrower filter, --snaplen 128 or a larger"
                .formatted(drops(counts))
            + " --buffer helps.");
  }

  private void show(String line) {
    if (isShown) {
      System.err.print(CLEAR_LINE + line);
      System.err.flush();
    }
  }

  /** Says what there is in the end. */
  void ended(RecordingCounts counts) {
    show("");
    System.err.println(text(counts) + " in " + file);
  }

  private static String text(RecordingCounts counts) {
    return String.format(
        Locale.ROOT,
        "%,d %s, %s, %s",
        counts.packets(),
        counts.packets() == 1 ? "packet" : "packets",
        SizeText.of(counts.fileBytes()),
        counts.dropped() == 0 ? "none lost" : drops(counts));
  }

  private static String drops(RecordingCounts counts) {
    return String.format(
        Locale.ROOT,
        "%,d lost by the kernel, %,d by the interface",
        counts.droppedByKernel(),
        counts.droppedByInterface());
  }
}
