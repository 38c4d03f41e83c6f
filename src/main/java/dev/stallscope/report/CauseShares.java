package dev.stallscope.report;

import dev.stallscope.chart.Tone;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How some time is divided by what it passed with, the avoidable apart from the rest. */
public final class CauseShares {
  /** A share of the time that is too small for a bar. */
  private static final double CRUMB = 0.01;

  private CauseShares() {}

  /** The causes that findings tell of, those above a note. */
  public static Set<StallCause> told(Stream<Finding> findings) {
    return findings
        .filter(one -> one.severity() != Severity.INFO)
        .flatMap(one -> one.causes().stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(StallCause.class)));
  }

  /**
   * The shares in the order in which they first occur, none of them empty.
   *
   * @param told the causes that findings tell of; only their time is lost
   * @param opacity of a cause that is told
   */
  public static List<TimeShare> of(
      List<CauseInterval> intervals, Set<StallCause> told, ToDoubleFunction<StallCause> opacity) {
    Map<StallCause, long[]> sums = new EnumMap<>(StallCause.class);
    List<StallCause> order = new ArrayList<>();
    long unavoidable = 0;
    for (CauseInterval interval : intervals) {
      long own = isWhole(interval.cause()) ? interval.durationNanos() : interval.lostNanos();
      unavoidable += interval.durationNanos() - own;
      long[] sum =
          sums.computeIfAbsent(
              interval.cause(),
              cause -> {
                order.add(cause);
                return new long[1];
              });
      sum[0] += own;
    }
    List<TimeShare> shares = new ArrayList<>();
    for (StallCause cause : order) {
      long sum = sums.getOrDefault(cause, new long[1])[0];
      boolean isTold = told.contains(cause);
      String words = isTold ? StallText.of(cause) : StallText.untold(cause);
      double strength = isTold ? opacity.applyAsDouble(cause) : 1;
      add(shares, words, sum, tone(cause, isTold), strength);
    }
    add(shares, "unavoidable", unavoidable, Tone.INFO, 1);
    return withoutCrumbs(shares);
  }

  /** Whether all of its time is its own: nobody could have avoided a part of it only. */
  private static boolean isWhole(StallCause cause) {
    return cause.isBlameless() || cause.layer() == Layer.CAPTURE;
  }

  /** What is too short to be seen is one share together. */
  private static List<TimeShare> withoutCrumbs(List<TimeShare> shares) {
    long whole = shares.stream().mapToLong(TimeShare::nanos).sum();
    List<TimeShare> large = new ArrayList<>();
    long crumbs = 0;
    for (TimeShare share : shares) {
      if (share.nanos() < CRUMB * whole) {
        crumbs += share.nanos();
      } else {
        large.add(share);
      }
    }
    add(large, "other", crumbs, Tone.BLOCKED, 1);
    return large;
  }

  private static void add(
      List<TimeShare> shares, String name, long nanos, Tone tone, double opacity) {
    if (nanos > 0) {
      shares.add(new TimeShare(name, nanos, tone, opacity));
    }
  }

  private static Tone tone(StallCause cause, boolean isTold) {
    return switch (cause) {
      case TRANSFER, SLOW_START, PACED -> Tone.RECEIVE;
      case NETWORK_ROUND_TRIP -> Tone.WAIT;
      case CLIENT_THINK, IDLE, UNDETERMINED -> Tone.BLOCKED;
      default -> isTold ? Tone.STALL : Tone.INFO;
    };
  }
}
