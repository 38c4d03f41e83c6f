package dev.stallscope.diagnosis.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendBufferLimitedRuleTest {
  private final SendBufferLimitedRule rule = new SendBufferLimitedRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void firesWhereTimeWasLost() {
    ConnectionDraft connection = fixture.connection(0, 4000);
    int request = fixture.request(connection, "GET /", 100, 4000);
    fixture.wait(request, StallCause.SEND_BUFFER_LIMITED, 200, 240, 40);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.rule().id()).isEqualTo("send-buffer-limited");
    assertThat(finding.party()).isEqualTo(Party.SERVER_APPLICATION);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(40));
    assertThat(finding.exchanges()).isEqualTo(List.of(request));
  }

  @Test
  void isClearBelowTheThreshold() {
    int request = fixture.request(fixture.connection(0, 4000), "GET /", 100, 4000);
    fixture.wait(request, StallCause.SEND_BUFFER_LIMITED, 200, 239, 39);

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
}
