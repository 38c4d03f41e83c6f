package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class Http1ConnectionLimitRuleTest {
  private final Http1ConnectionLimitRule rule = new Http1ConnectionLimitRule();
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
    waves(6, 6, "Mozilla/5.0");

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).contains("6 calls", "755 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(755));
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
  }

  @Test
  void tellsWhatHttp2WouldSave() {
    waves(6, 6, "Mozilla/5.0");

    assertThat(RuleVerdicts.finding(rule, fixture).explanation()).contains("up to 755 ms earlier");
  }

  @Test
  void bytesThatFillTheLineComeNoEarlierWithHttp2() {
    for (int i = 0; i < 36; i++) {
      long at = i / 6 * 151L;
      get("/part/" + i)
          .asking("User-Agent", "Mozilla/5.0")
          .at(at, at + 150)
          .answeredAt(at + 10)
          .on(fixture, connection);
    }

    // 905 ms in all: 10 ms until the first byte, then 6 x 140 ms of bytes.
    assertThat(RuleVerdicts.finding(rule, fixture).explanation()).contains("up to 55 ms earlier");
  }

  @Test
  void twoWavesAreClear() {
    waves(2, 6, "Mozilla/5.0");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aSteadyLoadIsClear() {
    waves(21, 6, "Mozilla/5.0");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void theOtherLimitIsNotThis() {
    waves(6, 6, "curl/8");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void allAtOnceIsClear() {
    waves(1, 30, "Mozilla/5.0");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
