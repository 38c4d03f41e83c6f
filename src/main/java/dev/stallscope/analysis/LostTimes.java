package dev.stallscope.analysis;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

/**
 * The time that findings call lost, which is what charts show in red. A wait that no finding tells
 * of, such as that for a server which is as fast as it has to be, would be taken for trouble where
 * there is none, or for the cause of another one.
 */
public final class LostTimes {
  private final List<Exchange> exchanges;
  private final List<LostTime> all = new ArrayList<>();
  private final Map<Integer, List<LostTime>> byExchange = new HashMap<>();

  private LostTimes(List<Exchange> exchanges) {
    this.exchanges = exchanges;
  }

  /** Those of a capture. What is only worth a note is not lost. */
  static LostTimes of(List<Finding> findings, List<Exchange> exchanges) {
    return ofThese(
        findings.stream().filter(finding -> finding.severity() != Severity.INFO).toList(),
        exchanges);
  }

  /** Those of these findings, however severe. */
  public static LostTimes ofThese(List<Finding> findings, List<Exchange> exchanges) {
    LostTimes times = new LostTimes(exchanges);
    findings.forEach(times::add);
    times.all.sort(Comparator.comparingLong(LostTime::startNanos));
    times.all.forEach(times::charge);
    return times;
  }

  private void add(Finding finding) {
    String rule = finding.rule().id();
    for (TimeClaim claim : finding.cost().claims()) {
      if (claim.lostNanos() > 0) {
        int exchange = loser(finding, claim);
        all.add(new LostTime(rule, claim.connection(), exchange, claim.span(), claim.lostNanos()));
        if (claim.exchange() < 0 && claim.connection() < 0) {
          shared(finding, claim.span());
        }
      }
    }
  }

  /**
   * Who lost what is claimed: time that passed when nothing was under way any more, such as the
   * silence after half an answer, was lost by the one that is told of if there is one only.
   */
  private int loser(Finding finding, TimeClaim claim) {
    if (claim.exchange() >= 0 || claim.connection() < 0) {
      return claim.exchange();
    }
    List<Integer> told =
        finding.exchanges().stream()
            .filter(id -> exchanges.get(id).connection() == claim.connection())
            .toList();
    return told.size() == 1 ? told.getFirst() : -1;
  }

  /** Time that exchanges lost at once: set-up while it was under way, requests until they began. */
  private void shared(Finding finding, TimeSpan together) {
    for (int id : finding.exchanges()) {
      Exchange exchange = exchanges.get(id);
      TimeSpan span = exchange.span();
      boolean isSetUp = exchange.kind().isSetUp();
      long from =
          isSetUp ? Math.max(span.startNanos(), together.startNanos()) : together.startNanos();
      long to = Math.min(isSetUp ? span.endNanos() : span.startNanos(), together.endNanos());
      if (to > from) {
        all.add(new LostTime(finding.rule().id(), -1, id, new TimeSpan(from, to), 0));
      }
    }
  }

  /** What set-up lost is also lost for who waited for it. */
  private void charge(LostTime lost) {
    int id = lost.exchange();
    while (id >= 0) {
      byExchange.computeIfAbsent(id, _ -> new ArrayList<>(1)).add(lost);
      id = exchanges.get(id).isPartOfParent() ? exchanges.get(id).parent() : -1;
    }
  }

  /** All, by start. */
  public List<LostTime> all() {
    return Collections.unmodifiableList(all);
  }

  /** What an exchange lost, set-up that it waited for included, by start. */
  public List<LostTime> ofExchange(int id) {
    return byExchange.getOrDefault(id, List.of());
  }

  /**
   * Which of these exchanges lost most by a rule, set-up that it waited for included; the first of
   * equals, empty if none lost.
   */
  public Optional<Exchange> worst(String rule, List<Exchange> among) {
    return worst(among, (lost, _) -> lost.rule().equals(rule));
  }

  /** The same where each exchange counts for itself, set-up apart from who waited for it. */
  public Optional<Exchange> worstByItself(String rule, List<Exchange> among) {
    return worst(
        among, (lost, exchange) -> lost.rule().equals(rule) && lost.exchange() == exchange.id());
  }

  private Optional<Exchange> worst(
      List<Exchange> among, BiPredicate<LostTime, Exchange> isCounted) {
    return among.stream()
        .filter(one -> ofExchange(one.id()).stream().anyMatch(lost -> isCounted.test(lost, one)))
        .max(
            Comparator.comparingLong((Exchange one) -> sum(one, isCounted, LostTime::lostNanos))
                .thenComparingLong(one -> sum(one, isCounted, LostTime::durationNanos))
                .thenComparing(Comparator.comparingInt(Exchange::id).reversed()));
  }

  private long sum(
      Exchange exchange,
      BiPredicate<LostTime, Exchange> isCounted,
      ToLongFunction<LostTime> nanos) {
    return ofExchange(exchange.id()).stream()
        .filter(lost -> isCounted.test(lost, exchange))
        .mapToLong(nanos)
        .sum();
  }

  /** What was lost on a connection, by start. */
  public List<LostTime> ofConnection(int id) {
    return all.stream().filter(lost -> lost.connection() == id).toList();
  }
}
