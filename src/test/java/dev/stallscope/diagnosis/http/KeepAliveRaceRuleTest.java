package dev.stallscope.diagnosis.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class KeepAliveRaceRuleTest {
  private final KeepAliveRaceRule rule = new KeepAliveRaceRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 5000);

  private int race(long startMillis) {
    int id =
        CallDraft.get("/page")
            .at(startMillis, startMillis + 30)
            .unanswered()
            .on(fixture, connection);
    fixture.wait(id, StallCause.KEEP_ALIVE_RACE, startMillis, startMillis + 30, 30);
    return id;
  }

  @Test
  void aRequestThatWasSentAgainCostLittle() {
    race(1000);
    CallDraft.get("/page").at(1040, 1120).on(fixture, fixture.connection(1035, 2000));

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("1 request met a connection that the server was closing");
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
    assertThat(finding.evidence())
        .extracting("name", "value")
        .contains(tuple("of them sent again", "1"));
  }

  @Test
  void aRequestThatStayedLostIsNotForInformationOnly() {
    race(1000);

    assertThat(RuleVerdicts.finding(rule, fixture).severity())
        .isGreaterThanOrEqualTo(Severity.MINOR);
  }

  /** There the reset leaves as soon as the request is seen, and the client hears of it later. */
  @Test
  void nearTheServerTheWayToTheClientAndBackIsLostToo() {
    connection.roundTripMillis(80).vantage(Vantage.NEAR_SERVER);
    race(1000);

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos())
        .isEqualTo(Nanos.ofMillis(30 + 79));
  }

  @Test
  void closingAfterAResponseIsHowConnectionsEnd() {
    CallDraft.get("/page").at(0, 50).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutConnections() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
