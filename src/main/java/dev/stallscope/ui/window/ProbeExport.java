package dev.stallscope.ui.window;

import dev.stallscope.capture.live.RecordingFolder;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.proof.ProbeProof;
import dev.stallscope.report.Ink;
import dev.stallscope.report.Labels;
import dev.stallscope.report.ProbeHar;
import dev.stallscope.report.ProbeJson;
import dev.stallscope.report.ProbeMarkdown;
import dev.stallscope.report.ProbeText;
import dev.stallscope.report.export.ProgramBuild;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.probe.ProbeEntry;
import dev.stallscope.ui.probe.ProbeViewModel;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;

/** Hands the chosen probe to others: as a file, or on the clipboard as text. */
final class ProbeExport {
  private final ProbeViewModel probes;
  private final FileExport files;

  ProbeExport(ProbeViewModel probes, FileExport files) {
    this.probes = probes;
    this.files = files;
  }

  List<Action> actions() {
    ObservableBooleanValue isChosen = probes.chosenProperty().isNotNull();
    return List.of(
        Action.of("probe.export", "Shortcut+Shift+S", () -> told(this::save), isChosen),
        Action.of(
            "probe.save-packets", "", this::savePackets, probes.recordingProperty().isNotNull()),
        Action.of("probe.copy-text", "", () -> told(entry -> files.copy(text(entry))), isChosen),
        Action.of(
            "probe.copy-markdown",
            "Shortcut+Shift+M",
            () -> told(entry -> files.copy(ProbeMarkdown.of(entry.result()))),
            isChosen));
  }

  private void told(Consumer<ProbeEntry> export) {
    ProbeEntry entry = probes.chosenProperty().get();
    if (entry != null) {
      export.accept(entry);
    }
  }

  private void save(ProbeEntry entry) {
    ProbeResult result = entry.result();
    ProbeProof proof = entry.proof();
    files.save("probe", List.of("json", "har", "md", "txt"), file -> write(file, result, proof));
  }

  private void savePackets() {
    Path recorded = probes.recordingProperty().get();
    if (recorded != null) {
      files.save("probe", List.of("pcapng"), file -> RecordingFolder.copy(List.of(recorded), file));
    }
  }

  private static void write(Path file, ProbeResult result, ProbeProof proof) throws IOException {
    try (OutputStream out = new BufferedOutputStream(new FileOutputStream(file.toFile()))) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".har")) {
        ProbeHar.write(result, Labels.REDACTED, ProgramBuild.read().version(), out);
      } else if (name.endsWith(".md")) {
        out.write(ProbeMarkdown.of(result).getBytes(StandardCharsets.UTF_8));
      } else if (name.endsWith(".txt")) {
        out.write(text(result, proof).getBytes(StandardCharsets.UTF_8));
      } else {
        ProbeJson.write(result, proof, Labels.REDACTED, out);
      }
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static String text(ProbeEntry entry) {
    return text(entry.result(), entry.proof());
  }

  private static String text(ProbeResult result, ProbeProof proof) {
    StringBuilder text = new StringBuilder();
    try {
      ProbeText.write(result, proof, Labels.REDACTED, Ink.PLAIN, text);
    } catch (IOException e) {
      throw new UncheckedIOException("a string takes all that is written", e);
    }
    return text.toString();
  }
}
