package dev.stallscope.analysis.detail;

import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.OpeningListener;
import dev.stallscope.testkit.CaptureScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens scenarios and files as a window would. */
final class OpenedScript {
  private OpenedScript() {}

  static OpenCapture of(Path folder, String script) throws IOException {
    return of(CaptureScript.parse(script).writeTo(folder.resolve("script.pcap")));
  }

  static OpenCapture of(Path file) throws IOException {
    return CaptureOpening.open(List.of(file), OpeningListener.NONE, () -> 0);
  }

  static OpenCapture sample(String name) throws IOException {
    return of(Path.of("sample-captures", name, "capture.pcapng"));
  }
}
