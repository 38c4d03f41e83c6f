package dev.stallscope.diagnosis.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.DirectionFacts.IdleRestart;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlowStartAfterIdleRuleTest {
  private final SlowStartAfterIdleRule rule = new SlowStartAfterIdleRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private ConnectionDraft waiting(Direction data) {
    ConnectionDraft connection = fixture.connection(0, 4000).bytes(data, 900_000);
    fixture.wait(connection, StallCause.SLOW_START_AFTER_IDLE, 200, 300, 80);
    fixture.wait(connection, StallCause.SLOW_START_AFTER_IDLE, 400, 500, 80);
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
        .facts(
            Direction.SERVER_TO_CLIENT,
            facts ->
                facts.restart =
                    Optional.of(new IdleRestart(Nanos.ofSeconds(3), 290_000, 14_600, 50)));

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
    assertThat(finding.title()).isEqualTo("A rest made the server slow again: 160 ms");
    assertThat(finding.explanation())
        .contains("290 kB in flight, rested for 3 s, and began again with 14.6 kB");
    assertThat(finding.packets()).contains(50);
  }
}
