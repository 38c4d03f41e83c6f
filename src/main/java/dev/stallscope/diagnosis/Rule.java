package dev.stallscope.diagnosis;

/** One trouble: its words, thresholds, evidence and judgement. Rules know nothing of each other. */
public interface Rule {
  RuleInfo info();

  RuleOutcome judge(RuleContext context);

  /** How near its findings are to what has to be changed. */
  default Specificity specificity() {
    return Specificity.CAUSE;
  }

  /** The same of one finding, where its circumstances decide. */
  default Specificity specificity(RuleContext context, Finding finding) {
    return specificity();
  }
}
