package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class LargeResponseRuleTest {
  private final LargeResponseRule rule = new LargeResponseRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private CallDraft large(long bytes, long receiveMillis) {
    return get("/parts").at(0, 40 + receiveMillis).answeredAt(40).body(bytes, 1);
  }

  @Test
  void theExcessIsLost() {
    large(600_000, 400).on(fixture, connection);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("The answer to GET /parts has 600 kB");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(200));
    assertThat(finding.severity()).isEqualTo(Severity.MAJOR);
  }

  @Test
  void firesJustAboveTheThreshold() {
    large(300_001, 100).on(fixture, connection);

    assertThat(RuleVerdicts.finding(rule, fixture).exchanges()).hasSize(1);
  }

  @Test
  void isClearAtTheThreshold() {
    large(300_000, 100).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isClearWhereItArrivesFast() {
    large(900_000, 99).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void downloadsAreMeantToBeLarge() {
    large(9_000_000, 900).type("application/octet-stream").on(fixture, connection);
    large(9_000_000, 900)
        .answering("Content-Disposition", "attachment; filename=a.json")
        .on(fixture, connection);
    large(9_000_000, 900).type("text/csv").on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void textThatCompressesWellLacksOnlyCompression() {
    large(900_000, 400)
        .asking("Accept-Encoding", "gzip")
        .sample(10_000, 2_000)
        .on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  /** Then nothing is there to be compressed for, and all of it has to arrive. */
  @Test
  void textThatItsClientTakesAsItIsCountsWithItsSize() {
    large(900_000, 400).sample(10_000, 2_000).on(fixture, connection);

    assertThat(RuleVerdicts.finding(rule, fixture).title())
        .isEqualTo("The answer to GET /parts has 900 kB");
  }

  @Test
  void aPictureMayBeLarger() {
    large(1_000_000, 400).type("image/png").on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
