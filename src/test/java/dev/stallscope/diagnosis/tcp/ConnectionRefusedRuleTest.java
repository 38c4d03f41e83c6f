package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.clear;
import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static dev.stallscope.diagnosis.RuleVerdicts.notApplicable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionRefusedRuleTest {
  private final ConnectionRefusedRule rule = new ConnectionRefusedRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private ConnectionDraft refused(long startMillis) {
    ConnectionDraft connection =
        fixture
            .connection(startMillis, startMillis + 40)
            .outcome(Outcome.REFUSED)
            .reset(Direction.SERVER_TO_CLIENT, startMillis + 40);
    fixture.wait(connection, StallCause.CONNECTION_REFUSED, startMillis, startMillis + 40, 40);
    return connection;
  }

  @Test
  void refusedConnectionsToOneServerAreOneFinding() {
    refused(0);
    refused(1000);

    Finding finding = finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("198.51.100.5:443 refused 2 connections");
    assertThat(finding.connections()).isEqualTo(List.of(0, 1));
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(80));
    assertThat(finding.severity()).isGreaterThanOrEqualTo(Severity.MINOR);
  }

  @Test
  void aRefusalWhileAnotherAddressIsReachedIsOnlyMentioned() {
    refused(0);
    fixture.connection(50, 1000).client("2001:db8::10").server("2001:db8::5", 443);

    assertThat(finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void anotherAddressAMinuteLaterIsNoFallback() {
    refused(0);
    fixture.connection(60_000, 61_000).server("198.51.100.6", 443);

    assertThat(finding(rule, fixture).severity()).isGreaterThan(Severity.INFO);
  }

  @Test
  void unansweredIsNotRefused() {
    fixture.connection().outcome(Outcome.UNANSWERED);

    clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutConnections() {
    notApplicable(rule, fixture);
  }
}
