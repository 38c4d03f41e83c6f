package dev.stallscope.ui.control.detail;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.report.Labels;
import dev.stallscope.ui.text.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How an exchange went, phase by phase.
 *
 * @param title what it is called
 */
public record Course(String title, PhaseTimings phases) {
  /** Of an exchange. */
  public static Course of(Exchange exchange) {
    return new Course(Texts.of("detail.course", Labels.REDACTED.of(exchange)), exchange.phases());
  }

  /** Of the exchange that took longest; empty where there is none. */
  public static Optional<Course> ofSlowest(List<Exchange> exchanges) {
    return exchanges.stream()
        .max(Comparator.comparingLong(Exchange::durationNanos))
        .map(slowest -> exchanges.size() == 1 ? of(slowest) : ofSlowest(slowest));
  }

  private static Course ofSlowest(Exchange exchange) {
    return new Course(
        Texts.of("detail.course-slowest", Labels.REDACTED.of(exchange)), exchange.phases());
  }
}
