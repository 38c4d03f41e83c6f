package dev.stallscope.diagnosis.application;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class QueuedInPoolRuleTest {
  private final QueuedInPoolRule rule = new QueuedInPoolRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private void waves(int waves, int atOnce, String agent) {
    for (int i = 0; i < waves * atOnce; i++) {
      long at = i / atOnce * 151L;
      get("/part/" + i).asking("User-Agent", agent).at(at, at + 150).on(fixture, connection);
    }
  }

  @Test
  void wavesOfRequestsWaitForOneAnother() {
    waves(6, 5, "python-httpx");

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).contains("5 calls", "755 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(755));
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
  }

  @Test
  void twoWavesAreClear() {
    waves(2, 5, "python-httpx");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aSteadyLoadIsClear() {
    waves(21, 5, "python-httpx");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void theOtherLimitIsNotThis() {
    waves(6, 6, "Mozilla/5.0");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void allAtOnceIsClear() {
    waves(1, 30, "python-httpx");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
