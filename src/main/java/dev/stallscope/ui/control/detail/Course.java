package dev.stallscope.ui.control.detail;

import dev.stallscope.analysis.LostTimes;
import dev.stallscope.diagnosis.LostTime;
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
 * @param lost what it lost, by start
 */
public record Course(String title, PhaseTimings phases, List<LostTime> lost) {
  /** Of an exchange. */
  public static Course of(Exchange exchange, LostTimes lost) {
    return of("detail.course", exchange, lost);
  }

  /** Of the exchange that took longest; empty where there is none. */
  public static Optional<Course> ofSlowest(List<Exchange> exchanges, LostTimes lost) {
    String title = exchanges.size() == 1 ? "detail.course" : "detail.course-slowest";
    return exchanges.stream()
        .max(Comparator.comparingLong(Exchange::durationNanos))
        .map(slowest -> of(title, slowest, lost));
  }

  private static Course of(String title, Exchange exchange, LostTimes lost) {
    return new Course(
        Texts.of(title, Labels.REDACTED.of(exchange)),
        exchange.phases(),
        lost.ofExchange(exchange.id()));
  }
}
