package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.clear;
import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static dev.stallscope.diagnosis.RuleVerdicts.notApplicable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketLossRuleTest {
  private final PacketLossRule rule = new PacketLossRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private void waits(long lostMillis) {
    ConnectionDraft connection =
        fixture
            .connection()
            .facts(
                Direction.SERVER_TO_CLIENT,
                facts -> {
                  facts.lostSegments = 3;
                  facts.needlessRetransmissions = 2;
                });
    int request = fixture.request(connection, "GET /", 0, 1000);
    fixture.wait(request, StallCause.PACKET_LOSS, 100, 400, lostMillis);
  }

  @Test
  void waitsOfOneClientAtOneServerAreOneFinding() {
    waits(260);
    waits(260);

    Finding finding = finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("6 segments from the server lost; repairing took 600 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(520));
    assertThat(finding.severity()).isEqualTo(Severity.MAJOR);
    assertThat(finding.party()).isEqualTo(Party.NETWORK);
    assertThat(finding.packets()).isEqualTo(List.of(20, 21));
    assertThat(finding.connections()).isEqualTo(List.of(0, 1));
  }

  @Test
  void repairsOfWhatWasNotSeenLostAreNotCountedAsNone() {
    int request = fixture.request(fixture.connection(), "GET /", 0, 1000);
    fixture.wait(request, StallCause.PACKET_LOSS, 100, 400, 260);

    assertThat(finding(rule, fixture).title()).isEqualTo("Repairing losses took the server 300 ms");
  }

  @Test
  void firesAtTheThreshold() {
    waits(10);

    finding(rule, fixture);
  }

  @Test
  void isClearBelowTheThreshold() {
    waits(10 - 1);

    clear(rule, fixture);
  }

  @Test
  void waitsOfAnotherCauseAreClear() {
    fixture.wait(
        fixture.request(fixture.connection(), "GET /", 0, 1000),
        StallCause.REORDERING,
        100,
        400,
        260);

    assertThat(clear(rule, fixture))
        .endsWith("200 data segments on 1 connections, 0 of them lost.");
  }

  @Test
  void isNotApplicableWithoutConnections() {
    assertThat(notApplicable(rule, fixture)).contains("no TCP connection");
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
