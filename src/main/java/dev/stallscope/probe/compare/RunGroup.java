package dev.stallscope.probe.compare;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunKind;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs that are comparable: of one version of HTTP, equally cold.
 *
 * @param runs at least one
 */
public record RunGroup(Key key, List<MeasuredRun> runs) {
  public RunGroup {
    runs = List.copyOf(runs);
  }

  /**
   * What makes runs comparable.
   *
   * @param call which method is called, where there are several; else empty
   */
  public record Key(HttpVersion version, RunKind kind, boolean isGrpc, String call)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::isGrpc)
            .thenComparing(Key::call)
            .thenComparing(Key::version)
            .thenComparing(Key::kind);

    /** Of requests that are no gRPC calls. */
    public Key(HttpVersion version, RunKind kind) {
      this(version, kind, false, "");
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }

    /** For people: {@code HTTP/2 cold}. */
    public String text() {
      return protocol() + " " + kind.name().toLowerCase(Locale.ROOT);
    }

    /** {@code HTTP/2}, or {@code gRPC} and the method in whatever version. */
    public String protocol() {
      return isGrpc ? ("gRPC " + call).strip() : version.text();
    }
  }

  /** The groups of all runs that got a whole answer, by version, then from cold to resumed. */
  public static List<RunGroup> of(List<ProbeRun> runs) {
    return grouped(runs.stream().flatMap(run -> MeasuredRun.of(run).stream()).toList());
  }

  /** The groups of these runs, by version, then from cold to resumed. */
  public static List<RunGroup> grouped(List<MeasuredRun> runs) {
    Map<Key, List<MeasuredRun>> groups = new TreeMap<>();
    for (MeasuredRun run : runs) {
      groups.computeIfAbsent(new Key(run.version(), run.kind()), _ -> new ArrayList<>()).add(run);
    }
    return groups.entrySet().stream()
        .map(group -> new RunGroup(group.getKey(), group.getValue()))
        .toList();
  }

  /** The run in the middle, by its total: its phases add up to it, as medians do not. */
  public MeasuredRun middle() {
    List<MeasuredRun> sorted =
        runs.stream().sorted(Comparator.comparingLong(MeasuredRun::totalNanos)).toList();
    return sorted.get((sorted.size() - 1) / 2);
  }

  /**
   * The same of gRPC calls.
   *
   * @param call which method is called, where there are several; else empty
   */
  RunGroup ofGrpc(String call) {
    return new RunGroup(new Key(key.version(), key.kind(), true, call), runs);
  }

  /** The phase that took most of the run in the middle. */
  public Phase dominant() {
    MeasuredRun middle = middle();
    return Arrays.stream(Phase.values())
        .max(Comparator.comparingLong(middle::nanos))
        .orElse(Phase.WAIT);
  }

  /** How much of the run in the middle its greatest phase took, 0 to 1. */
  public double dominantShare() {
    MeasuredRun middle = middle();
    return (double) middle.nanos(dominant()) / Math.max(1, middle.totalNanos());
  }

  public Spread total() {
    return Spread.of(runs, MeasuredRun::totalNanos);
  }

  public Spread phase(Phase phase) {
    return Spread.of(runs, run -> run.nanos(phase));
  }

  /** Median of what was sent on the wire, above TCP or QUIC. */
  public long sentBytes() {
    return Spread.of(runs, MeasuredRun::sentBytes).medianNanos();
  }

  /** Median of what was received. */
  public long receivedBytes() {
    return Spread.of(runs, MeasuredRun::receivedBytes).medianNanos();
  }

  /** Of the run whose total is the least, which met the fewest troubles. */
  public RoundTrips roundTrips() {
    return runs.stream()
        .min(Comparator.comparingLong(MeasuredRun::totalNanos))
        .map(MeasuredRun::roundTrips)
        .orElse(RoundTrips.NONE);
  }
}
