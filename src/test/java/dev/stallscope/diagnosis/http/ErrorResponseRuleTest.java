package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class ErrorResponseRuleTest {
  private final ErrorResponseRule rule = new ErrorResponseRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  @Test
  void aServerErrorIsNeverForInformationOnly() {
    get("/flaky").at(0, 5).code(503).on(fixture, connection);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("The server failed with 503 for GET /flaky (1 error)");
    assertThat(finding.severity()).isEqualTo(Severity.MINOR);
    assertThat(finding.party()).isEqualTo(Party.SERVER_APPLICATION);
  }

  @Test
  void aRefusalThatIsAskedAgainIsTheClients() {
    get("/gone").at(0, 50).code(404).on(fixture, connection);
    get("/gone").at(100, 150).code(404).on(fixture, connection);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(50));
  }

  @Test
  void aRefusalThatIsAcceptedIsClear() {
    get("/gone").at(0, 50).code(404).on(fixture, connection);
    get("/other").at(100, 150).code(404).on(fixture, connection);
    get("/gone").at(10_151, 10_200).code(404).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void loggingInIsNoError() {
    get("/me").at(0, 50).code(401).on(fixture, connection);
    get("/me").asking("Authorization", "Basic YTpi").at(60, 99).code(401).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
