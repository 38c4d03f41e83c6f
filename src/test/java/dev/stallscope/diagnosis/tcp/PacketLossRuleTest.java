package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import org.junit.jupiter.api.Test;

class PacketLossRuleTest extends LossRuleContract {
  PacketLossRuleTest() {
    super(new PacketLossRule(), StallCause.PACKET_LOSS, 10);
  }

  @Override
  String title() {
    return "6 packets from the server lost; repairing took 600 ms";
  }

  @Test
  void isFoundOnConnectionsOverDatagrams() {
    assertThat(overDatagrams().title()).isEqualTo(title());
  }

  @Override
  StallCause other() {
    return StallCause.REORDERING;
  }

  @Test
  void repairsOfWhatWasNotSeenLostAreNotCountedAsNone() {
    int request = fixture.request(fixture.connection(), "GET /", 0, 1000);
    fixture.wait(request, StallCause.PACKET_LOSS, 100, 400, 260);

    assertThat(finding(rule, fixture).title()).isEqualTo("Repairing losses took the server 300 ms");
  }

  @Test
  void oneRepairInALargeDownloadIsOnlyMentioned() {
    ConnectionDraft connection =
        fixture
            .connection(0, 6000)
            .facts(Direction.SERVER_TO_CLIENT, facts -> facts.lostSegments = 1);
    int request = fixture.request(connection, "GET /iso", 0, 6000);
    fixture.wait(request, StallCause.PACKET_LOSS, 1000, 1299, 299);

    assertThat(finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
  }

  private Finding oneLostOfAThousandAndMore(long lostMillis) {
    ConnectionDraft connection =
        fixture
            .connection(0, 500)
            .facts(
                Direction.SERVER_TO_CLIENT,
                facts -> {
                  facts.dataSegments = 1001;
                  facts.lostSegments = 1;
                });
    int request = fixture.request(connection, "GET /iso", 0, 500);
    fixture.wait(request, StallCause.PACKET_LOSS, 100, 400, lostMillis);
    return finding(rule, fixture);
  }

  @Test
  void oneLostOfAThousandIsOnlyMentioned() {
    assertThat(oneLostOfAThousandAndMore(99).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void oneLostOfAThousandCountsWhereItCostsMuch() {
    assertThat(oneLostOfAThousandAndMore(100).severity()).isEqualTo(Severity.MAJOR);
  }

  @Test
  void aNotableShareOfALargeDownloadCounts() {
    ConnectionDraft connection = fixture.connection(0, 6000);
    int request = fixture.request(connection, "GET /iso", 0, 6000);
    fixture.wait(request, StallCause.PACKET_LOSS, 1000, 1300, 300);

    assertThat(finding(rule, fixture).severity()).isEqualTo(Severity.MAJOR);
  }
}
