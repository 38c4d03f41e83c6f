package dev.stallscope.diagnosis;

/** One trouble: its words, thresholds, evidence and judgement. Rules know nothing of each other. */
public interface Rule {
  RuleInfo info();

  RuleOutcome judge(RuleContext context);
}
