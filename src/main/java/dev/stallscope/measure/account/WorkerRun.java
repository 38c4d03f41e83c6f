package dev.stallscope.measure.account;

import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The calls of one server from when the first of them arrived until nothing was left to do.
 *
 * <p>With k workers and calls that take about the same time, the answers come k at a time, one
 * service time apart, whenever the calls arrived; and the first k, which found a worker free, took
 * that time too. A server that works on all at once, or calls that differ, leave no such row.
 */
final class WorkerRun {
  /** Two calls at a lock, or answers whose times chance put in a row, look alike. */
  static final double CONFIDENCE = 0.8;

  /** Of the median service time: calls of one kind take about the same. */
  private static final double TOLERANCE = 0.25;

  /** So many of the calls have to take about the same. */
  private static final double LEAST_ALIKE = 0.8;

  /** Fewer times in a row may be chance. */
  private static final int LEAST_QUEUED = 4;

  /** Fewer are no queue but two calls of different length (P06). */
  private static final int LEAST_WAVES = 3;

  /** Servers with more workers answer no such calls in waves. */
  private static final int MOST_WORKERS = 64;

  /** Shorter queues are noticed by nobody (STALLS 2.5). */
  private static final long LEAST_WAIT_NANOS = Nanos.ofMillis(100);

  /** Of the run, in which answers were under way: with more the path may have spaced them. */
  private static final double MOST_RECEIVING = 0.5;

  private WorkerRun() {}

  /**
   * A call.
   *
   * @param kind what calls of one kind have in common; empty where it may take as long as it likes
   * @param arrivedNanos when the server had it, as far as captured
   * @param answeredNanos when it began to answer
   * @param endNanos when the answer's last byte came
   */
  record Call(int connection, String kind, long arrivedNanos, long answeredNanos, long endNanos) {}

  /** The calls that waited for a worker, each with its wait; empty where there is no queue. */
  static Map<Call, TimeSpan> queued(List<Call> run) {
    if (run.size() <= LEAST_QUEUED || !areComparable(run)) {
      return Map.of();
    }
    List<Call> answered =
        run.stream().sorted(Comparator.comparingLong(Call::answeredNanos)).toList();
    int most = Math.min(MOST_WORKERS, run.size() / LEAST_WAVES);
    for (int workers = 1; workers <= most; workers++) {
      long usual = usualNanos(answered, workers);
      if (areAlike(answered, workers, usual)) {
        Map<Call, TimeSpan> waits = waits(answered, workers, usual);
        return isFelt(waits, usual) && !isSpacedByPath(answered) ? waits : Map.of();
      }
    }
    return Map.of();
  }

  /** Of one kind, and each alone on its connection: else one may have waited for another there. */
  private static boolean areComparable(List<Call> run) {
    String kind = run.getFirst().kind();
    Map<Integer, Long> busyUntil = new HashMap<>();
    for (Call call : run) {
      Long former = busyUntil.put(call.connection(), call.endNanos());
      if (kind.isEmpty()
          || !call.kind().equals(kind)
          || former != null && former > call.arrivedNanos()) {
        return false;
      }
    }
    return true;
  }

  /** When a worker could begin: as the call came, or as the one so many before was answered. */
  private static long begunNanos(List<Call> answered, int workers, int i) {
    long arrived = answered.get(i).arrivedNanos();
    return i < workers ? arrived : Math.max(arrived, answered.get(i - workers).answeredNanos());
  }

  private static long serviceNanos(List<Call> answered, int workers, int i) {
    return answered.get(i).answeredNanos() - begunNanos(answered, workers, i);
  }

  private static long usualNanos(List<Call> answered, int workers) {
    return IntStream.range(0, answered.size())
        .mapToLong(i -> serviceNanos(answered, workers, i))
        .sorted()
        .skip(answered.size() / 2)
        .findFirst()
        .orElse(0);
  }

  /** Whether nearly all took about the same, one of those that found a worker free among them. */
  private static boolean areAlike(List<Call> answered, int workers, long usual) {
    int alike = 0;
    int first = 0;
    for (int i = 0; i < answered.size(); i++) {
      if (Math.abs(serviceNanos(answered, workers, i) - usual) <= TOLERANCE * usual) {
        alike++;
        first = i < workers ? alike : first;
      }
    }
    return first > 0 && alike >= LEAST_ALIKE * answered.size();
  }

  private static Map<Call, TimeSpan> waits(List<Call> answered, int workers, long usual) {
    Map<Call, TimeSpan> waits = new LinkedHashMap<>();
    for (int i = workers; i < answered.size(); i++) {
      Call call = answered.get(i);
      TimeSpan wait = new TimeSpan(call.arrivedNanos(), begunNanos(answered, workers, i));
      if (wait.durationNanos() > usual / 2) {
        waits.put(call, wait);
      }
    }
    return waits;
  }

  private static boolean isFelt(Map<Call, TimeSpan> waits, long usual) {
    long longest = waits.values().stream().mapToLong(TimeSpan::durationNanos).max().orElse(0);
    return waits.size() >= LEAST_QUEUED
        && longest >= LEAST_WAIT_NANOS
        && longest >= (LEAST_WAVES - 1) * (1 - TOLERANCE) * usual;
  }

  /** Whether the answers followed each other as closely as the path let them. */
  private static boolean isSpacedByPath(List<Call> answered) {
    long receiving =
        TimeSpan.joined(
                answered.stream()
                    .map(call -> new TimeSpan(call.answeredNanos(), call.endNanos()))
                    .toList())
            .stream()
            .mapToLong(TimeSpan::durationNanos)
            .sum();
    return receiving
        > MOST_RECEIVING * (answered.getLast().endNanos() - answered.getFirst().answeredNanos());
  }
}
