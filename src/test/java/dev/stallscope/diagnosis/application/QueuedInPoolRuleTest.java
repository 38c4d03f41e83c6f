package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.http.WaveRuleContract;

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
}
