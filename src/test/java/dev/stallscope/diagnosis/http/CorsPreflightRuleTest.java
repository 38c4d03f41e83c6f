package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.call;
import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class CorsPreflightRuleTest {
  private final CorsPreflightRule rule = new CorsPreflightRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private void preflight(String path, long start, String caller) {
    call("OPTIONS", path)
        .at(start, start + 40)
        .code(204)
        .asking("Origin", "https://www.example")
        .asking("Access-Control-Request-Method", "GET")
        .asking("User-Agent", caller)
        .on(fixture, connection);
    get(path).at(start + 45, start + 90).on(fixture, connection);
  }

  @Test
  void theSameQuestionThreeTimesCostsTwo() {
    for (int i = 0; i < 3; i++) {
      preflight("/api/me", 10_000 * i, "Mozilla/5.0");
    }

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("The browser asked 3 times whether it may make the same call");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(80));
    assertThat(finding.party()).isEqualTo(Party.SERVER_APPLICATION);
    assertThat(finding.exchanges()).containsExactly(2, 4);
  }

  @Test
  void twiceIsClear() {
    preflight("/api/me", 0, "Mozilla/5.0");
    preflight("/api/me", 10_000, "Mozilla/5.0");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void otherAddressesAndOtherBrowsersAskForTheFirstTime() {
    for (int i = 0; i < 6; i++) {
      preflight("/api/" + i, 1_000 * i, "Mozilla/5.0");
      preflight("/api/me", 1_000 * i + 500, "Mozilla/5.0 (" + i + ")");
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void optionsOfAProgramAreNoPreflight() {
    for (int i = 0; i < 6; i++) {
      call("OPTIONS", "/api/me").at(100 * i, 100 * i + 40).on(fixture, connection);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
