package dev.stallscope.ui.probe;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.measure.Measurements;
import dev.stallscope.probe.ProbePlan;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeSeries;
import dev.stallscope.probe.ProbeTarget;
import dev.stallscope.probe.RecordingOutcome;
import dev.stallscope.probe.WantedRecording;
import dev.stallscope.probe.compare.RecordedTraffic;
import dev.stallscope.probe.compare.Traffic;
import dev.stallscope.probe.proof.ProbeProof;
import dev.stallscope.report.Labels;
import dev.stallscope.ui.probe.ProbeEntry.Packets;
import dev.stallscope.ui.probe.ProbeEntry.Progress;
import dev.stallscope.ui.probe.ProbeEntry.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Makes one probe of the session, or all of a page, with its recording where that is wanted, on a
 * thread of its own.
 *
 * @param entries one, or the parts of a page
 * @param newFile makes a file for a recording
 * @param screen runs what touches properties
 * @param over takes the last of what is known of each entry, on the FX thread
 * @param broke takes what went wrong with the probe itself, likewise
 */
record ProbeTask(
    List<ProbeEntry> entries,
    ProbeSeries probes,
    Callable<Path> newFile,
    Executor screen,
    BiConsumer<List<ProbeEntry>, List<Progress>> over,
    BiConsumer<List<ProbeEntry>, Throwable> broke) {

  /**
   * Makes it.
   *
   * @param warm what is waited for before
   */
  void run(CompletableFuture<Void> warm) {
    try {
      warm.join();
      if (entries.getFirst().isRecorded()) {
        recorded();
      } else {
        List<Progress> last =
            probes.run().stream().map(result -> last(result, Optional.empty())).toList();
        screen.execute(() -> over.accept(entries, last));
      }
    } catch (Exception | Error e) {
      screen.execute(() -> broke.accept(entries, e));
    }
  }

  /** What was measured is shown while the packets are still being read. */
  private void recorded() throws Exception {
    List<ProbePlan> plans = entries.stream().map(ProbeEntry::plan).toList();
    try (WantedRecording wanted = recording(plans)) {
      List<ProbeResult> results = probes.run();
      screen.execute(
          () -> {
            for (int i = 0; i < entries.size(); i++) {
              entries.get(i).show(last(results.get(i), Optional.empty()));
            }
          });
      List<Packets> packets = packets(wanted.finish(), results);
      List<Progress> last = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        last.add(last(results.get(i), Optional.of(packets.get(i))));
      }
      screen.execute(() -> over.accept(entries, last));
    }
  }

  private WantedRecording recording(List<ProbePlan> plans) throws Exception {
    try {
      return WantedRecording.start(plans, newFile.call(), command(plans));
    } catch (IOException e) {
      return WantedRecording.impossible(String.valueOf(e.getMessage()));
    }
  }

  /** What asks for the same in a terminal, as far as it matters to who may not capture. */
  private static List<String> command(List<ProbePlan> plans) {
    List<String> command = new ArrayList<>(List.of("probe", "--record=probe.pcapng"));
    plans.stream().map(ProbeTarget::text).map(Labels.REDACTED::text).forEach(command::add);
    return command;
  }

  private static List<Packets> packets(RecordingOutcome outcome, List<ProbeResult> results) {
    try {
      if (!(outcome instanceof RecordingOutcome.Recorded recorded)) {
        return none(outcome, results);
      }
      Measurements measured =
          Analyzer.analyze(List.of(recorded.file()), AnalysisProgress.NONE).measurements();
      List<Traffic> traffic =
          RecordedTraffic.of(results.stream().map(ProbeResult::plan).toList(), measured);
      return results.stream()
          .map(result -> new Packets(outcome, ProbeProof.of(result, measured), traffic))
          .toList();
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      return none(new RecordingOutcome.Unrecorded(why), results);
    }
  }

  private static List<Packets> none(RecordingOutcome outcome, List<ProbeResult> results) {
    return Collections.nCopies(results.size(), new Packets(outcome, ProbeProof.NONE, List.of()));
  }

  private static Progress last(ProbeResult result, Optional<Packets> packets) {
    State state = result.isCutShort() ? State.STOPPED : State.DONE;
    return new Progress(state, result.runs(), List.of(), packets);
  }
}
