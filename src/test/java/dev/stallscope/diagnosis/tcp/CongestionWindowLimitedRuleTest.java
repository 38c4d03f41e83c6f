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

class CongestionWindowLimitedRuleTest {
  private final CongestionWindowLimitedRule rule = new CongestionWindowLimitedRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private ConnectionDraft waiting(Direction data) {
    ConnectionDraft connection = fixture.connection(0, 4000).bytes(data, 900_000);
    fixture.wait(connection, StallCause.CONGESTION_WINDOW_LIMITED, 200, 300, 80);
    fixture.wait(connection, StallCause.CONGESTION_WINDOW_LIMITED, 400, 500, 80);
    return connection;
  }

  @Test
  void saysWhatHeldUpADownload() {
    waiting(Direction.SERVER_TO_CLIENT)
        .facts(Direction.SERVER_TO_CLIENT, facts -> facts.lostSegments = 1);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.NETWORK);
    assertThat(finding.title())
        .isEqualTo("After losses the server sent little in each round trip: 160 ms");
    assertThat(finding.explanation())
        .contains("1 % of the data was lost (1 packet)", "about 3.56 Mbit/s are possible");
  }

  @Test
  void saysNothingOfAWindowThatIsNotKnownAndOfLossesThatWereNotSeen() {
    waiting(Direction.SERVER_TO_CLIENT)
        .facts(
            Direction.SERVER_TO_CLIENT,
            facts -> {
              facts.maxWindowBytes = -1;
              facts.lostSegments = 0;
            });

    assertThat(RuleVerdicts.finding(rule, fixture).explanation())
        .startsWith("Packets were missing and had to be sent again, and the server took it")
        .doesNotContain("-1")
        .doesNotContain("0 packets");
  }
}
