package dev.stallscope.ui.resolution;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.chart.Ladder;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.TimeThresholds;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.workspace.Selected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All lookups and handshakes of a capture, by start. */
final class Resolution {
  static final Resolution NONE = new Resolution(List.of());

  private final List<Step> steps;
  private final Map<Integer, Integer> byExchange = new HashMap<>();
  private final Map<Integer, Integer> byParent = new HashMap<>();
  private final Map<Integer, Integer> byConnection = new HashMap<>();

  private Resolution(List<Step> steps) {
    this.steps = steps;
    for (int at = 0; at < steps.size(); at++) {
      index(steps.get(at), at);
    }
  }

  static Resolution of(Analysis analysis) {
    Measurements measured = analysis.measurements();
    Map<Integer, DecryptionOutcome> decryptions = analysis.keys().byConnection();
    List<Step> steps = new ArrayList<>();
    for (DnsLookup lookup : measured.lookups()) {
      if (!lookup.queries().isEmpty()) {
        steps.add(
            new Step.Lookup(
                lookup,
                measured.exchanges().get(lookup.queries().getFirst()),
                lost(analysis, lookup.queries(), lookup.parent(), lookup.span())));
      }
    }
    for (Exchange exchange : measured.exchanges()) {
      if (exchange.kind() == ExchangeKind.TLS) {
        Ladder.content(exchange)
            .ifPresent(
                handshake ->
                    steps.add(
                        new Step.Handshake(
                            handshake,
                            exchange,
                            lost(
                                analysis,
                                List.of(exchange.id()),
                                exchange.parent(),
                                exchange.span()),
                            Optional.ofNullable(decryptions.get(exchange.connection())))));
      }
    }
    steps.sort(Comparator.comparingLong(step -> step.span().startNanos()));
    return new Resolution(List.copyOf(steps));
  }

  /** What findings call lost of a step, or what else of it was avoidable where that is more. */
  private static long lost(Analysis analysis, List<Integer> exchanges, int parent, TimeSpan span) {
    long told =
        Stream.concat(exchanges.stream(), Stream.of(parent))
            .flatMap(id -> analysis.lostTimes().ofExchange(id).stream())
            .filter(lost -> span.overlaps(lost.span()))
            .distinct()
            .mapToLong(LostTime::lostNanos)
            .sum();
    return Math.max(told, avoidable(analysis.measurements(), exchanges));
  }

  /**
   * Avoidable time of exchanges in waits that are long enough for a stall; what several of them
   * waited for at once is counted once.
   */
  private static long avoidable(Measurements measured, List<Integer> exchanges) {
    List<CauseInterval> intervals =
        exchanges.stream()
            .flatMap(id -> measured.accounts().get(id).intervals().stream())
            .filter(interval -> interval.lostNanos() > 0)
            .filter(interval -> interval.durationNanos() >= TimeThresholds.STALL_NANOS)
            .sorted(Comparator.comparingLong(CauseInterval::startNanos))
            .toList();
    long lost = 0;
    long counted = Long.MIN_VALUE;
    for (CauseInterval interval : intervals) {
      long from = Math.max(counted, interval.startNanos());
      if (from < interval.endNanos()) {
        lost += interval.part(from, interval.endNanos()).lostNanos();
        counted = interval.endNanos();
      }
    }
    return lost;
  }

  private void index(Step step, int at) {
    switch (step) {
      case Step.Lookup lookup -> lookup.lookup().queries().forEach(id -> byExchange.put(id, at));
      case Step.Handshake handshake -> {
        byExchange.put(handshake.exchange().id(), at);
        byConnection.put(handshake.exchange().connection(), at);
      }
    }
    byParent.merge(step.parent(), at, this::costlier);
  }

  private int costlier(int one, int other) {
    return Comparator.comparingLong(Step::lostNanos)
                .thenComparingLong(step -> step.span().durationNanos())
                .compare(steps.get(one), steps.get(other))
            >= 0
        ? one
        : other;
  }

  List<Step> steps() {
    return steps;
  }

  /** Where a step of another snapshot or this one is, or -1. */
  int indexOf(Step step) {
    return byExchange.getOrDefault(step.exchange().id(), -1);
  }

  /** The same step of an earlier state of the capture, else the one that lost most. */
  OptionalInt counterpart(Step before) {
    OptionalInt same =
        IntStream.range(0, steps.size())
            .filter(at -> steps.get(at).exchange().kind() == before.exchange().kind())
            .filter(at -> steps.get(at).exchange().firstPacket() == before.exchange().firstPacket())
            .findFirst();
    return same.isPresent() ? same : costliest();
  }

  /**
   * The step that is selected, or that what is selected waited for: its own, else the costliest
   * that it waited for, else the handshake of its connection.
   */
  OptionalInt of(Selected selected) {
    Integer at = byExchange.get(selected.exchange());
    if (at == null && selected.exchange() >= 0) {
      at = byParent.get(selected.exchange());
    }
    if (at == null) {
      at = byConnection.get(selected.connection());
    }
    return at == null ? OptionalInt.empty() : OptionalInt.of(at);
  }

  /** The step that lost most, to begin with. */
  OptionalInt costliest() {
    return IntStream.range(0, steps.size()).reduce(this::costlier);
  }
}
