package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static dev.stallscope.diagnosis.http.CallDraft.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class RedirectChainRuleTest {
  private final RedirectChainRule rule = new RedirectChainRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private CallDraft hop(String from, String to, long start) {
    return get(from).at(start, start + 50).code(302).answering("Location", to);
  }

  @Test
  void aChainCostsItsRedirects() {
    hop("/a", "/b", 0).on(fixture, connection);
    hop("/b", "http://shop.example/c", 60).on(fixture, connection);
    get("/c").at(120, 200).on(fixture, connection);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("2 redirects before the answer to GET /a");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(100));
    assertThat(finding.exchanges()).containsExactly(0, 1);
  }

  @Test
  void nearTheServerTheWayToTheClientAndBackIsPartOfEachRedirect() {
    connection.roundTripMillis(40).vantage(Vantage.NEAR_SERVER);
    hop("/a", "/b", 0).on(fixture, connection);
    hop("/b", "/c", 95).on(fixture, connection);
    get("/c").at(190, 200).on(fixture, connection);

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos())
        .isEqualTo(Nanos.ofMillis(2 * (50 + 39)));
  }

  @Test
  void aConnectionThatIsUsedAgainWasNotOpenedInVain() {
    ConnectionDraft other = fixture.connection(0, 60_000);
    hop("/a", "/b", 0).connectedIn(40).on(fixture, connection);
    get("/b").at(120, 200).on(fixture, connection);
    hop("/c", "/d", 300).connectedIn(40).on(fixture, other);
    get("/d").at(420, 500).on(fixture, connection);

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos())
        .isEqualTo(Nanos.ofMillis(10 + 50));
  }

  @Test
  void oneQuickRedirectIsForInformation() {
    hop("/a", "/a/", 0).on(fixture, connection);
    get("/a/").at(60, 100).on(fixture, connection);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void oneSlowRedirectIsMinor() {
    get("/a").at(0, 900).code(301).answering("Location", "/b").on(fixture, connection);
    get("/b").at(910, 950).on(fixture, connection);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.MINOR);
  }

  @Test
  void aRedirectThatNobodyFollowsAtOnceIsClear() {
    hop("/a", "/b", 0).on(fixture, connection);
    get("/b").at(2_051, 2_100).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void theRedirectAfterAFormIsGoodPractice() {
    post("/form").at(0, 50).code(303).answering("Location", "/done").on(fixture, connection);
    get("/done").at(60, 100).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aCircleEndsAndALocationThatIsNoUrlIsNone() {
    hop("/a", "/b", 0).on(fixture, connection);
    hop("/b", "/a", 60).on(fixture, connection);
    hop("/a", "http://[broken", 120).on(fixture, connection);

    assertThat(RuleVerdicts.finding(rule, fixture).exchanges()).containsExactly(0, 1);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
