package dev.stallscope.diagnosis;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Measurements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Charges lost time: each nanosecond of an outermost exchange, or of a connection without one, to
 * one finding.
 *
 * <p>An inner exchange comes before the exchange that waited for it, then the more specific rule,
 * then the order of the catalogue. A finding gets what is still free of its claims; what it cannot
 * get is another's.
 */
final class TimeLedger {
  /** Verdicts below this confidence count one level less (STALLS 2.5). */
  static final double SURE = 0.6;

  /** Total losses count for severity only from this share of all the time they lie in. */
  static final double NOTABLE_SHARE = 0.05;

  private final Measurements measurements;
  private final List<Entry> entries = new ArrayList<>();
  private final IdentityHashMap<Finding, List<Entry>> byFinding = new IdentityHashMap<>();

  TimeLedger(Measurements measurements) {
    this.measurements = measurements;
  }

  /** A time line on which a nanosecond is charged once. */
  private record Track(int exchange, int connection) {}

  private static final class Entry {
    private final TimeClaim claim;
    private final Track track;
    private final int depth;
    private final Specificity specificity;
    private long chargedNanos;

    Entry(TimeClaim claim, Track track, int depth, Specificity specificity) {
      this.claim = claim;
      this.track = track;
      this.depth = depth;
      this.specificity = specificity;
    }
  }

  /** Enters what a finding claims. */
  void claim(Specificity specificity, Finding finding) {
    List<Entry> own = new ArrayList<>();
    for (TimeClaim claim : finding.cost().claims()) {
      own.add(new Entry(claim, track(claim), depth(claim), specificity));
    }
    byFinding.put(finding, own);
    entries.addAll(own);
  }

  /** Charges everything that was entered. */
  void close() {
    entries.sort(
        Comparator.comparingInt((Entry entry) -> -entry.depth)
            .thenComparing(entry -> entry.specificity));
    Map<Track, OccupiedTime> occupied = new HashMap<>();
    for (Entry entry : entries) {
      long free =
          occupied
              .computeIfAbsent(entry.track, track -> new OccupiedTime())
              .occupy(entry.claim.span());
      entry.chargedNanos = Math.min(free, entry.claim.lostNanos());
    }
  }

  /** The finding with what it was charged, and the severity that follows. */
  Finding charged(Finding finding) {
    List<Entry> own = byFinding.getOrDefault(finding, List.of());
    List<TimeClaim> charged =
        own.stream()
            .filter(entry -> entry.chargedNanos > 0)
            .map(entry -> entry.claim.charged(entry.chargedNanos))
            .toList();
    Severity severity = severity(own);
    if (finding.confidence() < SURE) {
      severity = severity.lower();
    }
    return finding.charged(finding.cost().charged(charged), finding.cost().bounded(severity));
  }

  /**
   * Of the worst exchange, or of all together where the loss is a notable share of all: a
   * millisecond in each of a thousand requests is no reason for alarm.
   */
  private Severity severity(List<Entry> own) {
    Map<Track, Long> lost = new HashMap<>();
    own.forEach(entry -> lost.merge(entry.track, entry.chargedNanos, Long::sum));
    Severity worst = Severity.INFO;
    long total = 0;
    long enclosing = 0;
    for (Map.Entry<Track, Long> entry : lost.entrySet()) {
      long duration = durationNanos(entry.getKey());
      Severity severity = Severity.of(entry.getValue(), duration);
      worst = severity.compareTo(worst) > 0 ? severity : worst;
      total += entry.getValue();
      enclosing += duration;
    }
    Severity together = Severity.of(total, enclosing);
    return total >= NOTABLE_SHARE * enclosing && together.compareTo(worst) > 0 ? together : worst;
  }

  private Track track(TimeClaim claim) {
    if (claim.exchange() < 0) {
      return new Track(-1, claim.connection());
    }
    List<Exchange> exchanges = measurements.exchanges();
    return new Track(ExchangeTree.root(exchanges, exchanges.get(claim.exchange())).id(), -1);
  }

  private int depth(TimeClaim claim) {
    List<Exchange> exchanges = measurements.exchanges();
    return claim.exchange() < 0
        ? 0
        : ExchangeTree.depth(exchanges, exchanges.get(claim.exchange()));
  }

  private long durationNanos(Track track) {
    if (track.exchange() >= 0) {
      return measurements.exchanges().get(track.exchange()).durationNanos();
    }
    if (track.connection() >= 0) {
      return measurements.span(track.connection()).durationNanos();
    }
    return measurements.capture().lastNanos() - measurements.capture().firstNanos();
  }
}
