package dev.stallscope.diagnosis.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import org.junit.jupiter.api.Test;

class SendBufferLimitedRuleTest {
  private final SendBufferLimitedRule rule = new SendBufferLimitedRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private ConnectionDraft waiting(Direction data) {
    ConnectionDraft connection = fixture.connection(0, 4000).bytes(data, 900_000);
    fixture.wait(connection, StallCause.SEND_BUFFER_LIMITED, 200, 300, 80);
    fixture.wait(connection, StallCause.SEND_BUFFER_LIMITED, 400, 500, 80);
    return connection;
  }

  @Test
  void inAnUploadTheOtherSideHasToAct() {
    waiting(Direction.CLIENT_TO_SERVER);

    assertThat(RuleVerdicts.finding(rule, fixture).party()).isEqualTo(Party.CLIENT_APPLICATION);
  }

  @Test
  void saysWhatHeldUpADownload() {
    waiting(Direction.SERVER_TO_CLIENT)
        .facts(Direction.SERVER_TO_CLIENT, facts -> facts.maxInFlightBytes = 16_000);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.SERVER_APPLICATION);
    assertThat(finding.title()).isEqualTo("The server's small send buffer cost 160 ms");
    assertThat(finding.explanation())
        .contains("more than 16 kB", "room for 200 kB", "at most 3.2 Mbit/s");
  }
}
