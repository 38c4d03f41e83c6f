package dev.stallscope.diagnosis.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionResetRuleTest {
  private final ConnectionResetRule rule = new ConnectionResetRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private int reset(Direction by) {
    ConnectionDraft connection = fixture.connection().reset(by, 400);
    return fixture.request(connection, "GET /", 100, 200);
  }

  @Test
  void aResetByTheServerIsTheServers() {
    int request = reset(Direction.SERVER_TO_CLIENT);
    fixture.wait(request, StallCause.CONNECTION_RESET, 150, 200, 50);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.SERVER_APPLICATION);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(50));
    assertThat(finding.title()).isEqualTo("The server reset the connection instead of answering");
    assertThat(finding.exchanges()).containsExactly(request);
    assertThat(finding.packets().getFirst()).isEqualTo(99);
  }

  @Test
  void resetsOfOneKindAreOneFinding() {
    List<Integer> requests =
        List.of(reset(Direction.SERVER_TO_CLIENT), reset(Direction.SERVER_TO_CLIENT));
    requests.forEach(request -> fixture.wait(request, StallCause.CONNECTION_RESET, 150, 200, 50));

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("The server reset 2 connections instead of answering");
    assertThat(finding.exchanges()).isEqualTo(requests);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(100));
  }

  @Test
  void resetsByBothSidesAreTwoFindings() {
    reset(Direction.SERVER_TO_CLIENT);
    reset(Direction.CLIENT_TO_SERVER);

    assertThat(RuleVerdicts.findings(rule, fixture)).hasSize(2);
  }

  private void encrypted(long closed, long reset) {
    ConnectionDraft connection =
        fixture
            .connection()
            .fin(Direction.CLIENT_TO_SERVER, closed)
            .reset(Direction.SERVER_TO_CLIENT, reset);
    fixture.encrypted(connection, 100, 200);
  }

  @Test
  void aResetBehindAFarewellUnderTlsHurtsNobody() {
    encrypted(300, 300);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aResetUnderTlsThatNobodyHadAnnouncedCounts() {
    encrypted(301, 300);

    RuleVerdicts.finding(rule, fixture);
  }

  @Test
  void aResetByTheClientIsTheClientsAndWithoutSeverity() {
    reset(Direction.CLIENT_TO_SERVER);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void aRequestThatMetAClosingServerIsLeftToItsRule() {
    fixture.wait(reset(Direction.SERVER_TO_CLIENT), StallCause.KEEP_ALIVE_RACE, 150, 200, 50);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("ended with a reset: 1 of 1.");
  }

  @Test
  void aResetWithoutARequestHurtsNobody() {
    fixture.connection().reset(Direction.SERVER_TO_CLIENT, 400);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutAConnection() {
    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TCP connection");
  }
}
