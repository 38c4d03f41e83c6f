package dev.stallscope.diagnosis;

import dev.stallscope.measure.Measurements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Runs the rules, charges each lost nanosecond once, and puts the costliest finding first. */
public final class RuleEngine {
  private static final Comparator<Finding> BY_COST =
      Comparator.comparingLong(Finding::timeLostNanos)
          .thenComparing(Finding::severity)
          .reversed()
          .thenComparingLong(finding -> finding.span().startNanos())
          .thenComparing(finding -> finding.rule().id());

  private final List<Rule> rules;

  /**
   * @param rules in the order of the catalogue
   */
  public RuleEngine(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Judges one capture. A rule that throws has failed and stops no other. */
  public Diagnosis diagnose(Measurements measurements) {
    return diagnose(measurements, _ -> {});
  }

  /**
   * Likewise.
   *
   * @param judged gets the place of each rule in the catalogue once that has judged, on any thread
   */
  public Diagnosis diagnose(Measurements measurements, IntConsumer judged) {
    RuleContext context = new RuleContext(measurements);
    ClockGate clock = ClockGate.of(measurements.capture());
    StepGate steps = StepGate.of(measurements);
    RuleOutcome[] outcomes = new RuleOutcome[rules.size()];
    onAllCores(
        rules.size(),
        i -> {
          Rule rule = rules.get(i);
          outcomes[i] = steps.pass(clock.pass(rule, judge(rule, context)));
          judged.accept(i);
        });
    TimeLedger ledger = new TimeLedger(measurements);
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (outcomes[i] instanceof RuleOutcome.Found found) {
        found
            .findings()
            .forEach(finding -> ledger.claim(rule.specificity(context, finding), finding));
      }
    }
    ledger.close();
    List<Finding> findings = new ArrayList<>();
    List<RuleResult> results = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      RuleOutcome outcome = outcomes[i];
      if (outcome instanceof RuleOutcome.Found found) {
        List<Finding> charged = found.findings().stream().map(ledger::charged).toList();
        findings.addAll(charged);
        outcome = new RuleOutcome.Found(charged);
      }
      results.add(new RuleResult(rules.get(i).info(), outcome));
    }
    findings.sort(BY_COST);
    return new Diagnosis(findings, results);
  }

  /**
   * Calls {@code work} once for every number from 0 to {@code count - 1}, in turns from both ends:
   * neighbours in the catalogue look at the same computed facts, and would wait for each other.
   */
  private static void onAllCores(int count, IntConsumer work) {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger front = new AtomicInteger();
    AtomicInteger back = new AtomicInteger(count);
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(
            core -> {
              while (begun.getAndIncrement() < count) {
                work.accept(core % 2 == 0 ? front.getAndIncrement() : back.decrementAndGet());
              }
            });
  }

  private static RuleOutcome judge(Rule rule, RuleContext context) {
    try {
      return rule.judge(context);
    } catch (RuntimeException e) {
      StackTraceElement[] trace = e.getStackTrace();
      return new RuleOutcome.Failed(trace.length == 0 ? e.toString() : e + " at " + trace[0]);
    }
  }
}
