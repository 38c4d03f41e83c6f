package dev.stallscope.analysis;

import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.application.RequestTrickleRule;
import dev.stallscope.diagnosis.application.ResponseTrickleRule;
import dev.stallscope.diagnosis.application.SenderPauseRule;
import dev.stallscope.diagnosis.application.SlowServerResponseRule;
import dev.stallscope.diagnosis.http.ExpectContinueRule;
import dev.stallscope.diagnosis.http.KeepAliveRaceRule;
import dev.stallscope.diagnosis.tcp.ZeroWindowRule;
import java.util.List;

/** All rules, in the order in which findings are documented: by layer, then as time passes. */
public final class RuleCatalogue {
  private RuleCatalogue() {}

  /** New instances of all rules; they hold no state. */
  public static List<Rule> rules() {
    return List.of(
        new ZeroWindowRule(),
        new SlowServerResponseRule(),
        new ResponseTrickleRule(),
        new SenderPauseRule(),
        new RequestTrickleRule(),
        new ExpectContinueRule(),
        new KeepAliveRaceRule());
  }
}
