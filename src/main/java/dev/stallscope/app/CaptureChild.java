package dev.stallscope.app;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.CaptureProcess;
import dev.stallscope.capture.live.CaptureRefusedException;
import dev.stallscope.capture.live.Recording;
import dev.stallscope.capture.live.RecordingEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The process that captures for another: what {@link CaptureProcess} talks with. */
final class CaptureChild {
  private final CaptureOrder order;

  CaptureChild(CaptureOrder order) {
    this.order = order;
  }

  /** Captures until its input ends; what goes wrong is told in a line, and by the exit code. */
  int run() {
    try {
      Recording recording = Recording.begin(order, CaptureChild::tell);
      Thread.ofPlatform().daemon().name("commands").start(() -> obey(recording));
      CaptureCommand.untilTheEnd(recording);
      return ExitCode.FINE;
    } catch (CaptureRefusedException e) {
      String sentence = String.valueOf(e.getMessage());
      tell(
          e.reason() == CaptureRefusedException.Reason.NO_RIGHTS
              ? new RecordingEvent.Refused(sentence)
              : new RecordingEvent.Failed(sentence));
      return ExitCode.UNREADABLE;
    } catch (IOException e) {
      tell(new RecordingEvent.Failed(String.valueOf(e.getMessage())));
      return ExitCode.UNREADABLE;
    }
  }

  private static void obey(Recording recording) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(CaptureProcess.MARK)) {
          recording.mark(line.substring(CaptureProcess.MARK.length()));
        }
      }
    } catch (IOException e) {
      // as good as its end
    }
    recording.stop();
  }

  private static void tell(RecordingEvent event) {
    System.out.println(event.line());
    System.out.flush();
  }
}
