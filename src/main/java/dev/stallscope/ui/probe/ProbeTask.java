package dev.stallscope.ui.probe;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.measure.Measurements;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.RecordingOutcome;
import dev.stallscope.probe.UrlProbe;
import dev.stallscope.probe.WantedRecording;
import dev.stallscope.probe.compare.RecordedTraffic;
import dev.stallscope.probe.proof.ProbeProof;
import dev.stallscope.ui.probe.ProbeEntry.Packets;
import dev.stallscope.ui.probe.ProbeEntry.Progress;
import dev.stallscope.ui.probe.ProbeEntry.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Makes one probe of the session, with its recording where that is wanted, on a thread of its own.
 *
 * @param newFile makes a file for a recording
 * @param screen runs what touches properties
 * @param over takes the last of what is known, on the FX thread
 * @param broke takes what went wrong with the probe itself, likewise
 */
record ProbeTask(
    ProbeEntry entry,
    UrlProbe probe,
    Callable<Path> newFile,
    Executor screen,
    BiConsumer<ProbeEntry, Progress> over,
    BiConsumer<ProbeEntry, Throwable> broke) {

  /**
   * Makes it.
   *
   * @param warm what is waited for before
   */
  void run(CompletableFuture<Void> warm) {
    try {
      warm.join();
      if (entry.isRecorded()) {
        recorded();
      } else {
        Progress last = last(probe.run(), Optional.empty());
        screen.execute(() -> over.accept(entry, last));
      }
    } catch (Exception | Error e) {
      screen.execute(() -> broke.accept(entry, e));
    }
  }

  /** What was measured is shown while the packets are still being read. */
  private void recorded() throws Exception {
    try (WantedRecording wanted = recording()) {
      ProbeResult result = probe.run();
      screen.execute(() -> entry.show(last(result, Optional.empty())));
      Packets packets = packets(wanted.finish(), result);
      screen.execute(() -> over.accept(entry, last(result, Optional.of(packets))));
    }
  }

  private WantedRecording recording() throws Exception {
    try {
      return WantedRecording.start(List.of(entry.plan()), newFile.call());
    } catch (IOException e) {
      return WantedRecording.impossible(String.valueOf(e.getMessage()));
    }
  }

  private static Packets packets(RecordingOutcome outcome, ProbeResult result) {
    try {
      if (!(outcome instanceof RecordingOutcome.Recorded recorded)) {
        return new Packets(outcome, ProbeProof.NONE, List.of());
      }
      Measurements measured =
          Analyzer.analyze(List.of(recorded.file()), AnalysisProgress.NONE).measurements();
      return new Packets(
          outcome,
          ProbeProof.of(result, measured),
          RecordedTraffic.of(List.of(result.plan()), measured));
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      return new Packets(new RecordingOutcome.Unrecorded(why), ProbeProof.NONE, List.of());
    }
  }

  private static Progress last(ProbeResult result, Optional<Packets> packets) {
    State state = result.isCutShort() ? State.STOPPED : State.DONE;
    return new Progress(state, result.runs(), List.of(), packets);
  }
}
