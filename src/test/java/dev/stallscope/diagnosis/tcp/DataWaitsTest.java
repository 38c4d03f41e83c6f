package dev.stallscope.diagnosis.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataWaitsTest {
  private final Rule rule = new DelayedAckRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void countsFromTheLeastLoss() {
    ConnectionDraft connection = fixture.connection(0, 4000);
    int request = fixture.request(connection, "GET /", 100, 4000);
    fixture.wait(request, StallCause.DELAYED_ACK, 200, 240, 40);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(40));
    assertThat(finding.exchanges()).isEqualTo(List.of(request));
  }

  @Test
  void isClearBelowTheLeastLoss() {
    int request = fixture.request(fixture.connection(0, 4000), "GET /", 100, 4000);
    fixture.wait(request, StallCause.DELAYED_ACK, 200, 239, 39);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("Connections looked at: 1.");
  }

  @Test
  void waitsOfAnotherCauseAreNotCounted() {
    int request = fixture.request(fixture.connection(0, 4000), "GET /", 100, 4000);
    fixture.wait(request, StallCause.ZERO_WINDOW, 200, 1200, 1000);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("Connections looked at: 1.");
  }

  @Test
  void isNotApplicableWithoutAConnection() {
    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TCP connection");
  }

  @Test
  void theDirectionOfTheDataSaysWhoReceives() {
    ConnectionDraft upload = fixture.connection(0, 4000).bytes(Direction.CLIENT_TO_SERVER, 900_000);
    fixture.wait(upload, StallCause.DELAYED_ACK, 200, 300, 100);

    assertThat(RuleVerdicts.finding(rule, fixture).party()).isEqualTo(Party.SERVER_OPERATIONS);
  }

  @Test
  void downloadAndUploadBetweenTheSameHostsAreTwoFindings() {
    ConnectionDraft upload = fixture.connection(0, 4000).bytes(Direction.CLIENT_TO_SERVER, 900_000);
    ConnectionDraft download =
        fixture.connection(0, 4000).bytes(Direction.SERVER_TO_CLIENT, 900_000);
    fixture.wait(upload, StallCause.DELAYED_ACK, 200, 300, 100);
    fixture.wait(download, StallCause.DELAYED_ACK, 200, 300, 100);

    assertThat(RuleVerdicts.findings(rule, fixture))
        .extracting(Finding::party)
        .containsExactlyInAnyOrder(Party.SERVER_OPERATIONS, Party.CLIENT_APPLICATION);
  }
}
