package dev.stallscope.analysis;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.diagnosis.Diagnosis;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleEngine;
import dev.stallscope.diagnosis.http.UnreadBodies;
import dev.stallscope.exchange.AssembledExchanges;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeAssembler;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.ConnectionFacts;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.Stall;
import dev.stallscope.measure.TimeAccount;
import dev.stallscope.measure.account.DatagramTimes;
import dev.stallscope.measure.account.StallFinder;
import dev.stallscope.measure.account.TimeAccountant;
import dev.stallscope.measure.account.WorkerQueues;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.measure.quality.ServerAnswers;
import dev.stallscope.measure.rate.SharedPolicing;
import dev.stallscope.measure.rate.UplinkQueues;
import dev.stallscope.measure.timeline.ConnectionMeasurer;
import dev.stallscope.protocol.OpenedContents;
import dev.stallscope.protocol.ProtocolDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Capture files in, one immutable {@link Analysis} out. */
public final class Analyzer {
  private Analyzer() {}

  /**
   * What is kept of the pass over a capture.
   *
   * @param flows of a capture that stays open; empty for others
   */
  private record Measured(
      Measurements measurements,
      List<CaptureFlow> flows,
      KeyCoverage keys,
      ProtocolDetector detector) {}

  /**
   * Reads captures and analyses them as one, merged by time.
   *
   * @throws IOException if a file cannot be read or is no capture; the message says which and why
   */
  public static Analysis analyze(List<Path> files, AnalysisProgress progress) throws IOException {
    try (CaptureReader reader = CaptureFile.open(files)) {
      return analyze(files, reader, List.of(), progress);
    }
  }

  /**
   * Reads a capture that is open already, and analyses it.
   *
   * @param files those that are read, for their names
   * @param keys key logs that belong to the capture, besides what it carries itself
   * @throws IOException if a file cannot be read; the message says which and why
   */
  public static Analysis analyze(
      List<Path> files, CaptureReader reader, List<KeySource> keys, AnalysisProgress progress)
      throws IOException {
    return analyze(files, reader, keys, progress, null, allCores()).analysis();
  }

  /**
   * The same for a capture that stays open.
   *
   * @param index takes where every packet is and what it belongs to; empty
   * @param cores how many it may keep busy; the result does not depend on it
   * @throws IOException if a file cannot be read; the message says which and why
   */
  static IndexedAnalysis analyze(
      List<Path> files,
      CaptureReader reader,
      List<KeySource> keys,
      AnalysisProgress progress,
      @Nullable PacketIndex index,
      int cores)
      throws IOException {
    AnalysisSteps steps = new AnalysisSteps(progress);
    Workers workers = new Workers(cores, steps);
    Measured measured = measured(files, reader, new KeyRing(keys), progress, index, workers);
    Measurements measurements = measured.measurements();
    List<Rule> rules = RuleCatalogue.rules();
    Diagnosis diagnosis =
        new RuleEngine(rules)
            .diagnose(
                measurements, steps.counted(AnalysisSteps.Stage.JUDGING, rules.size(), _ -> {}));
    Analysis analysis =
        new Analysis(
            measurements,
            diagnosis.findings(),
            diagnosis.rules(),
            measured.keys(),
            LostTimes.of(diagnosis.findings(), measurements.exchanges()));
    return new IndexedAnalysis(analysis, measured.flows(), measured.detector());
  }

  /** As many as this program may use. */
  static int allCores() {
    return Math.max(1, Runtime.getRuntime().availableProcessors());
  }

  /** Reads and measures; the segments, most of what is held until then, end with this call. */
  private static Measured measured(
      List<Path> files,
      CaptureReader reader,
      KeyRing keys,
      AnalysisProgress progress,
      @Nullable PacketIndex index,
      Workers workers)
      throws IOException {
    FlowColumn column = index == null ? null : new FlowColumn(index, workers.threads());
    OpenedContents opened =
        CaptureFile.isReadAgain(files) ? OpenedContents.WANTED : OpenedContents.ALL;
    ReadPass pass = new ReadPass(keys, opened, workers.threads(), column, MemoryRoom.ofJava());
    pass.read(reader, progress);
    keys.carry(reader.secrets());
    progress.readingEnded(pass.counts().packets);
    TrackedConnections tracked =
        TrackedConnections.track(
            pass.shards(),
            pass.counts().silences(),
            workers,
            column == null ? _ -> {} : column::mark);
    CaptureFacts capture = CaptureSummary.of(files, reader, pass, tracked);
    DatagramConnections datagrams = DatagramConnections.of(pass.shards(), tracked.connections());
    Supplier<AssembledExchanges> assembling =
        () -> assembled(files, keys, pass, tracked, datagrams, progress);
    Measurements measurements = measurements(capture, tracked, datagrams, assembling, workers);
    return new Measured(
        measurements,
        column == null ? List.of() : column.renumber(pass.shards(), tracked, datagrams),
        KeyCoverage.of(
            keys.sources(),
            measurements.exchanges(),
            KeyCoverage.decryptions(pass.shards(), tracked, datagrams)),
        pass.detector());
  }

  private static Measurements measurements(
      CaptureFacts capture,
      TrackedConnections tracked,
      DatagramConnections datagrams,
      Supplier<AssembledExchanges> assembling,
      Workers workers) {
    List<TcpConnection> connections = tracked.connections();
    // None needs another, and none can use two cores.
    CompletableFuture<SharedPolicing> shared =
        CompletableFuture.supplyAsync(() -> SharedPolicing.among(connections, tracked::trace));
    CompletableFuture<UplinkQueues> uplinks =
        CompletableFuture.supplyAsync(() -> UplinkQueues.among(connections, tracked::trace));
    RatesAhead ahead = RatesAhead.start(tracked);
    AssembledExchanges assembled = assembling.get();
    CapturePauses pauses = CapturePauses.of(capture);
    List<ConnectionFacts> facts =
        WorkerQueues.marked(
            measure(
                new ConnectionMeasurer(
                    pauses,
                    shared.join(),
                    ServerAnswers.of(connections, assembled.exchanges()),
                    uplinks.join()),
                ahead,
                tracked,
                assembled.exchanges(),
                workers),
            assembled.exchanges());
    List<TimeAccount> accounts =
        TimeAccountant.accounts(
            connections,
            assembled.exchanges(),
            assembled.lookups(),
            facts,
            new DatagramTimes(connections.size(), datagrams.connections(), assembled.exchanges()),
            pauses);
    List<Stall> stalls =
        StallFinder.stalls(
            connections, facts, assembled.exchanges(), assembled.lookups(), accounts);
    return new Measurements(
        capture,
        connections,
        facts,
        assembled.exchanges(),
        assembled.lookups(),
        accounts,
        stalls,
        datagrams.connections());
  }

  /** Bodies that have to be compared are read to their end first. */
  private static AssembledExchanges assembled(
      List<Path> files,
      KeyRing keys,
      ReadPass pass,
      TrackedConnections tracked,
      DatagramConnections datagrams,
      AnalysisProgress progress) {
    AssembledExchanges assembled = assembled(pass, tracked, datagrams);
    List<FlowReading> unread =
        UnreadBodies.connections(assembled.exchanges()).stream()
            .filter(id -> id < tracked.connections().size())
            .map(tracked::reading)
            .toList();
    if (unread.isEmpty()) {
      return assembled;
    }
    try {
      SecondReading.read(files, unread, keys, pass.counts().packets, progress);
    } catch (IOException e) {
      // A ring of files may have gone on since. Then what was read stands, and no two are the same.
      return assembled;
    }
    return assembled(pass, tracked, datagrams);
  }

  private static AssembledExchanges assembled(
      ReadPass pass, TrackedConnections tracked, DatagramConnections datagrams) {
    return ExchangeAssembler.assemble(
        tracked.connections(), Conversations.of(pass.shards(), tracked, datagrams));
  }

  private static List<ConnectionFacts> measure(
      ConnectionMeasurer measurer,
      RatesAhead ahead,
      TrackedConnections tracked,
      List<Exchange> exchanges,
      Workers workers) {
    List<List<Exchange>> byConnection = new ArrayList<>();
    tracked.connections().forEach(_ -> byConnection.add(new ArrayList<>(2)));
    for (Exchange exchange : exchanges) {
      if (exchange.connection() >= 0 && exchange.connection() < byConnection.size()) {
        byConnection.get(exchange.connection()).add(exchange);
      }
    }
    ahead.end();
    ConnectionFacts[] facts = new ConnectionFacts[byConnection.size()];
    workers.each(
        AnalysisSteps.Stage.MEASURING,
        facts.length,
        i -> {
          TcpTrace trace = tracked.trace(i);
          facts[i] = measurer.measure(trace, ahead.take(i, trace), byConnection.get(i));
          tracked.release(i);
        });
    return List.of(facts);
  }
}
