package dev.stallscope.analysis;

import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.tcp.ZeroWindowRule;
import java.util.List;

/** All rules, in the order in which findings are documented: by layer, then as time passes. */
public final class RuleCatalogue {
  private RuleCatalogue() {}

  /** New instances of all rules; they hold no state. */
  public static List<Rule> rules() {
    return List.of(new ZeroWindowRule());
  }
}
