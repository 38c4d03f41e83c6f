package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import org.junit.jupiter.api.Test;

class PathOutageRuleTest extends LossRuleContract {
  PathOutageRuleTest() {
    super(new PathOutageRule(), StallCause.PATH_OUTAGE, 10);
  }

  @Override
  String title() {
    return "Nothing got through from the server for 600 ms";
  }

  @Test
  void isFoundOnConnectionsOverDatagrams() {
    assertThat(overDatagrams().title()).isEqualTo(title());
  }

  /** Packets of both sides were lost, and it is the server's that were waited for. */
  @Test
  void namesTheSenderThatATransportOverDatagramsTells() {
    ConnectionDraft connection =
        fixture
            .overDatagrams()
            .connection()
            .facts(Direction.CLIENT_TO_SERVER, facts -> facts.lostSegments = 6);
    connection.outage(Direction.SERVER_TO_CLIENT, 100, 700);
    int request = fixture.request(connection, "GET /", 0, 1000);
    fixture.wait(request, StallCause.PATH_OUTAGE, 100, 700, 560);

    assertThat(finding(rule, fixture).title()).isEqualTo(title());
  }

  @Override
  StallCause other() {
    return StallCause.CAPTURE_CLOCK_STEP;
  }
}
