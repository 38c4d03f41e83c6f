package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.http.WaveRuleContract;
import org.junit.jupiter.api.Test;

class QueuedInPoolRuleTest extends WaveRuleContract {
  QueuedInPoolRuleTest() {
    super(new QueuedInPoolRule(), 5, "python-httpx");
  }

  @Override
  protected Party party() {
    return Party.CLIENT_APPLICATION;
  }

  @Override
  protected void callAsAnother() {
    waves(6, 6, "Mozilla/5.0");
  }

  @Test
  void aLoadTesterHasNoQueue() {
    waves(6, 5, "ApacheBench/2.3");

    RuleVerdicts.clear(rule, fixture);
  }
}
