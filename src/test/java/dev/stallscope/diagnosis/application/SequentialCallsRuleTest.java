package dev.stallscope.diagnosis.application;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static dev.stallscope.diagnosis.http.CallDraft.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleEngine;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialCallsRuleTest {
  private final SequentialCallsRule rule = new SequentialCallsRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private void calls(long each, long gap, String... paths) {
    ConnectionDraft near = fixture.connection(0, 9000).roundTripMillis(10);
    long at = 0;
    for (String path : paths) {
      get(path).at(at, at + each).on(fixture, near);
      at += each + gap;
    }
  }

  @Test
  void fourCallsSideBySideWouldTakeAsLongAsOne() {
    calls(100, 5, "/stock", "/prices", "/reviews", "/offers");

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("4 calls one after another took 415 ms; the longest alone 100 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(300));
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
  }

  private List<String> chargedBesideTheServer(long each) {
    ConnectionDraft near = fixture.connection(0, 9000).roundTripMillis(10);
    for (int i = 0; i < 4; i++) {
      long start = i * (each + 5);
      int id = get("/" + i).at(start, start + each).on(fixture, near);
      fixture.wait(id, StallCause.SLOW_SERVER_RESPONSE, start + 10, start + each, each - 10);
    }
    return new RuleEngine(List.of(new SlowServerResponseRule(), rule))
        .diagnose(fixture.measurements()).findings().stream()
            .map(finding -> finding.rule().id() + " " + finding.timeLostNanos() / 1_000_000)
            .toList();
  }

  @Test
  void ofOrdinaryCallsTheLongestIsTheServersAndTheRestTheSequences() {
    assertThat(chargedBesideTheServer(300))
        .containsExactly("sequential-calls 900", "slow-server-response 290");
  }

  @Test
  void callsThatAreSlowByThemselvesAreTheServers() {
    assertThat(chargedBesideTheServer(500))
        .containsExactly("slow-server-response 1960", "sequential-calls 30");
  }

  @Test
  void firesAtTheThreshold() {
    calls(50, 49, "/a", "/b", "/c");

    assertThat(RuleVerdicts.finding(rule, fixture).exchanges()).hasSize(3);
  }

  @Test
  void isClearBelowTheThreshold() {
    calls(49, 1, "/a", "/b", "/c");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void thinkingBetweenCallsIsTheClients() {
    calls(100, 50, "/a", "/b", "/c");

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void anAddressThatGoesOnMayNeedTheAnswerBefore() {
    calls(100, 5, "/orders", "/orders/81", "/orders/81/items");

    assertThat(RuleVerdicts.finding(rule, fixture).confidence()).isLessThan(0.6);
  }

  @Test
  void callsSideBySideAreClear() {
    for (int i = 0; i < 6; i++) {
      get("/" + i).at(i, 150 + i).on(fixture, fixture.connection(0, 900).roundTripMillis(10));
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void changesMayDependOnTheirOrder() {
    for (int i = 0; i < 6; i++) {
      post("/" + i).at(200 * i, 200 * i + 190).on(fixture, connection);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }

  private void callsNearTheServer(long gap) {
    ConnectionDraft far =
        fixture.connection(0, 9000).roundTripMillis(60).vantage(Vantage.NEAR_SERVER);
    for (int i = 0; i < 4; i++) {
      get("/" + i).at(i * (150 + gap), i * (150 + gap) + 150).on(fixture, far);
    }
  }

  @Test
  void nearTheServerTheWayToTheClientIsNoPauseAndCostsTheSame() {
    callsNearTheServer(65);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).startsWith("4 calls one after another took 795 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(3 * 150 + 3 * 59));
  }

  @Test
  void nearTheServerARequestThatComesSoonerWaitedForNoAnswer() {
    callsNearTheServer(30);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void nearTheServerALongerPauseIsTheClients() {
    callsNearTheServer(111);

    RuleVerdicts.clear(rule, fixture);
  }
}
