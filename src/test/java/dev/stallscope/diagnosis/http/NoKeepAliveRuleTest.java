package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class NoKeepAliveRuleTest {
  private final NoKeepAliveRule rule = new NoKeepAliveRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private void visit(long start, int requests, long closedAt, Direction by) {
    ConnectionDraft fresh = fixture.connection(start, closedAt + 10).fin(by, closedAt);
    int request = -1;
    for (int i = 0; i < requests; i++) {
      request = get("/page").at(start + 40 + 10 * i, start + 50 + 10 * i).on(fixture, fresh);
    }
    fixture.parent(
        fixture.exchange(ExchangeKind.CONNECT, fresh, "connect", start, start + 40), request);
  }

  private void visits(int count, int requests, Direction by) {
    for (int i = 0; i < count; i++) {
      visit(1000 * i, requests, 1000 * i + 900, by);
    }
  }

  @Test
  void oneConnectionForEachRequestCostsTheHandshakes() {
    visits(20, 1, Direction.CLIENT_TO_SERVER);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("20 new connections where few would do: handshakes took 760 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(19 * 40));
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
  }

  @Test
  void aServerThatClosesHasToAct() {
    visits(5, 2, Direction.SERVER_TO_CLIENT);

    assertThat(RuleVerdicts.finding(rule, fixture).party()).isEqualTo(Party.SERVER_OPERATIONS);
  }

  @Test
  void isClearBelowFiveConnections() {
    visits(4, 1, Direction.CLIENT_TO_SERVER);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isClearWithThreeRequestsOnEach() {
    visits(9, 3, Direction.CLIENT_TO_SERVER);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void connectionsAtTheSameTimeAreNeeded() {
    for (int i = 0; i < 20; i++) {
      visit(i, 1, 900, Direction.CLIENT_TO_SERVER);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void connectionsForOtherNamesCannotServe() {
    for (int i = 0; i < 6; i++) {
      ConnectionDraft fresh = fixture.connection(100 * i, 100 * i + 99);
      fresh.fin(Direction.CLIENT_TO_SERVER, 100 * i + 95);
      get("http://shop" + i + ".example/").at(100 * i + 40, 100 * i + 90).on(fixture, fresh);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  private void rests(long... restMillis) {
    long start = 0;
    for (long rest : restMillis) {
      visit(start, 1, start + 50 + rest, Direction.SERVER_TO_CLIENT);
      start += 50 + rest + 1_000;
    }
    visit(start, 1, start + 100, Direction.CLIENT_TO_SERVER);
  }

  @Test
  void aServerThatGivesUpBeforeTheClientComesBackIsNamedWithItsTime() {
    rests(5_000, 5_010, 5_020);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("The server closes idle connections after 5.01 s, just before they are wanted");
    assertThat(finding.explanation()).contains("uvicorn, Node.js or Apache (5 s is the default)");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(3 * 40));
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
  }

  @Test
  void restsThatDifferAreNoTimer() {
    rests(7_000, 8_000, 6_000);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aClientThatComesBackMuchLaterNeedsANewConnectionAnyway() {
    for (int i = 0; i < 4; i++) {
      visit(20_000 * i, 1, 20_000 * i + 5_050, Direction.SERVER_TO_CLIENT);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  /** Visits on connections that are ended right behind their last answer, one after the other. */
  private void limited(int connections, int requests, Direction by) {
    long each = 50 + 10 * requests;
    for (int i = 0; i < connections; i++) {
      visit(each * i, requests, each * i + 41 + 10 * requests, by);
    }
  }

  @Test
  void aServerThatEndsConnectionsAfterAFewRequestsIsNamedWithTheirNumber() {
    limited(5, 5, Direction.SERVER_TO_CLIENT);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("The server ends connections after 5 requests: opening others took 160 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(4 * 40));
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
  }

  @Test
  void fourConnectionsThatAServerEndsAreNoHabit() {
    limited(4, 5, Direction.SERVER_TO_CLIENT);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aClientThatEndsItsConnectionsAfterAFewRequestsIsNotLimited() {
    limited(9, 5, Direction.CLIENT_TO_SERVER);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void anOpeningForEachHundredRequestsCostsNextToNothing() {
    limited(9, 100, Direction.SERVER_TO_CLIENT);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aServerThatEndsConnectionsBecauseOfErrorsHasNoLimit() {
    for (int i = 0; i < 9; i++) {
      ConnectionDraft fresh =
          fixture.connection(100 * i, 100 * i + 99).fin(Direction.SERVER_TO_CLIENT, 100 * i + 81);
      for (int request = 0; request < 4; request++) {
        long start = 100 * i + 40 + 10 * request;
        get("/page").at(start, start + 10).code(request < 3 ? 200 : 500).on(fixture, fresh);
      }
      fixture.exchange(ExchangeKind.CONNECT, fresh, "connect", 100 * i, 100 * i + 40);
    }

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
