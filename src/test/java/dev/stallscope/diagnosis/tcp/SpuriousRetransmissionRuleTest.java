package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import org.junit.jupiter.api.Test;

class SpuriousRetransmissionRuleTest extends LossRuleContract {
  SpuriousRetransmissionRuleTest() {
    super(new SpuriousRetransmissionRule(), StallCause.SPURIOUS_RETRANSMISSION, 10);
  }

  @Override
  String title() {
    return "4 packets sent again for nothing; 600 ms waited";
  }

  @Override
  StallCause other() {
    return StallCause.PACKET_LOSS;
  }

  private String titleWith(int needless) {
    var connection =
        fixture
            .connection()
            .facts(Direction.SERVER_TO_CLIENT, facts -> facts.lostSegments = 30)
            .facts(Direction.CLIENT_TO_SERVER, facts -> facts.needlessRetransmissions = needless);
    int request = fixture.request(connection, "POST /", 0, 1000);
    fixture.wait(request, StallCause.SPURIOUS_RETRANSMISSION, 100, 400, 260);
    return finding(rule, fixture).title();
  }

  @Test
  void whatTheOtherSideLostHidesNoRepetitions() {
    assertThat(titleWith(2)).isEqualTo("2 packets sent again for nothing; 300 ms waited");
  }

  @Test
  void whatWasNotCountedIsNotTold() {
    assertThat(titleWith(0)).isEqualTo("Acknowledgments did not come in time; 300 ms waited");
  }
}
