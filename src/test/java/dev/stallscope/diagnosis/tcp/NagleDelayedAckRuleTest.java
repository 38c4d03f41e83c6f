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

class NagleDelayedAckRuleTest {
  private final NagleDelayedAckRule rule = new NagleDelayedAckRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private ConnectionDraft waiting(Direction data) {
    ConnectionDraft connection = fixture.connection(0, 4000).bytes(data, 900_000);
    fixture.wait(connection, StallCause.NAGLE_DELAYED_ACK, 200, 300, 80);
    fixture.wait(connection, StallCause.NAGLE_DELAYED_ACK, 400, 500, 80);
    return connection;
  }

  @Test
  void inAnUploadTheOtherSideHasToAct() {
    waiting(Direction.CLIENT_TO_SERVER);

    assertThat(RuleVerdicts.finding(rule, fixture).party()).isEqualTo(Party.CLIENT_APPLICATION);
  }

  @Test
  void saysWhatHeldUpADownload() {
    waiting(Direction.SERVER_TO_CLIENT);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.SERVER_APPLICATION);
    assertThat(finding.title())
        .isEqualTo("The server's small writes waited 160 ms for acknowledgments");
    assertThat(finding.explanation()).contains("80 ms each time", "2 waits");
  }
}
