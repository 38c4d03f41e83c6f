package dev.stallscope.report.page;

import dev.stallscope.chart.Tone;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.report.CauseShares;
import dev.stallscope.report.TimeShare;
import java.util.ArrayList;
import java.util.List;

/**
 * How time is divided among its owners: that of the worst exchange by cause where the finding is a
 * cause in it, else that of the whole trouble into what was lost and the rest.
 */
final class TimeShares {
  private static final double SECONDARY_LOSS = 0.6;

  private final Story story;

  TimeShares(Story story) {
    this.story = story;
  }

  /** The shares, none of them empty; none where there is no time to divide. */
  List<TimeShare> all() {
    return story.connection().isPresent()
        ? story.finding().map(this::lostAndRest).orElse(List.of())
        : story.worst().map(this::shares).orElse(List.of());
  }

  /** Whether the shares are those of the worst exchange alone. */
  boolean isOfExchange() {
    return story
        .worst()
        .filter(worst -> worst.durationNanos() > 0)
        .filter(this::isExplained)
        .isPresent();
  }

  private List<TimeShare> shares(Exchange worst) {
    return isExplained(worst)
        ? byCause(worst)
        : story.finding().map(this::lostAndRest).orElseThrow();
  }

  /** Whether the account of the exchange knows the finding as a cause. */
  private boolean isExplained(Exchange worst) {
    return story.finding().filter(told -> told.timeLostNanos() > 0).isEmpty()
        || intervals(worst).stream()
            .anyMatch(interval -> isLost(interval) && story.isTold(interval.cause()));
  }

  private List<TimeShare> byCause(Exchange worst) {
    return CauseShares.of(
        intervals(worst), story.troubles(), cause -> story.isTold(cause) ? 1 : SECONDARY_LOSS);
  }

  private List<TimeShare> lostAndRest(Finding finding) {
    long lost = finding.timeLostNanos();
    long whole = wholeNanos(finding);
    List<TimeShare> shares = new ArrayList<>();
    if (lost <= whole) {
      add(shares, story.trouble(), lost, Tone.STALL, 1);
      add(shares, "the rest", whole - lost, Tone.INFO, 1);
    }
    return shares;
  }

  /**
   * The time that the trouble is part of; where things ran at once, all of their times together.
   */
  long wholeNanos(Finding finding) {
    long alone = story.worst().map(Exchange::durationNanos).orElse(0L);
    if (story.concerned().size() == 1 && alone >= finding.timeLostNanos()) {
      return alone;
    }
    long span = finding.span().durationNanos();
    return span >= finding.timeLostNanos()
        ? span
        : story.concerned().stream().mapToLong(Exchange::durationNanos).sum();
  }

  private static void add(
      List<TimeShare> shares, String name, long nanos, Tone tone, double opacity) {
    if (nanos > 0) {
      shares.add(new TimeShare(name, nanos, tone, opacity));
    }
  }

  private List<CauseInterval> intervals(Exchange exchange) {
    return story.analysis().measurements().account(exchange).intervals();
  }

  private static boolean isLost(CauseInterval interval) {
    return !interval.cause().isBlameless() && interval.lostNanos() > 0;
  }
}
