package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.MeasurementsFixture.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZeroWindowRuleTest {
  private final ZeroWindowRule rule = new ZeroWindowRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void aClientThatDoesNotReadIsOneFinding() {
    ConnectionDraft connection =
        fixture.connection(0, 4000).events(Direction.CLIENT_TO_SERVER, SegmentEvent.ZERO_WINDOW, 3);
    int request = fixture.request(connection, "GET /export", 100, 4000);
    fixture.wait(request, StallCause.ZERO_WINDOW, 500, 1500, 1000);
    fixture.wait(request, StallCause.ZERO_WINDOW, 2000, 2800, 800);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("The client program stopped reading for 1.8 s");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(1800));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.span()).isEqualTo(span(500, 2800));
    assertThat(finding.exchanges()).isEqualTo(List.of(request));
    assertThat(finding.connections()).isEqualTo(List.of(connection.id));
  }

  @Test
  void aServerThatDoesNotReadAnUploadHasToAct() {
    ConnectionDraft connection =
        fixture.connection().events(Direction.SERVER_TO_CLIENT, SegmentEvent.ZERO_WINDOW, 1);
    fixture.wait(
        fixture.request(connection, "PUT /", 0, 1000), StallCause.ZERO_WINDOW, 200, 300, 100);

    assertThat(RuleVerdicts.finding(rule, fixture).party()).isEqualTo(Party.SERVER_APPLICATION);
  }

  @Test
  void withoutAnAnnouncedZeroTheSmallerWindowTellsWhoDidNotRead() {
    ConnectionDraft connection =
        fixture.connection().facts(Direction.CLIENT_TO_SERVER, facts -> facts.minWindowBytes = 500);
    fixture.wait(
        fixture.request(connection, "PUT /", 0, 1000), StallCause.ZERO_WINDOW, 200, 300, 100);

    assertThat(RuleVerdicts.finding(rule, fixture).party()).isEqualTo(Party.SERVER_APPLICATION);
  }

  @Test
  void aWindowThatNeverShutTellsOfASlowReader() {
    int request = fixture.request(fixture.connection(), "GET /", 0, 1000);
    fixture.wait(request, StallCause.ZERO_WINDOW, 200, 500, 250);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("The client program read too slowly: 250 ms waited");
    assertThat(finding.explanation()).startsWith("At the client lay unread what had arrived");
  }

  @Test
  void newsThatWereLostAreToldAndNotCharged() {
    ConnectionDraft connection =
        fixture.connection().events(Direction.CLIENT_TO_SERVER, SegmentEvent.ZERO_WINDOW, 1);
    int request = fixture.request(connection, "GET /", 0, 1000);
    fixture.wait(request, StallCause.ZERO_WINDOW, 200, 800, 250);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("The client program stopped reading for 250 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(250));
    assertThat(finding.explanation())
        .contains("the longest 250 ms")
        .contains("for 350 ms more the server did not know");
  }

  @Test
  void connectionsOfOneClientToOneServerAreOneFinding() {
    for (int i = 0; i < 3; i++) {
      ConnectionDraft connection = fixture.connection();
      fixture.wait(
          fixture.request(connection, "GET /", 0, 1000), StallCause.ZERO_WINDOW, 200, 300, 100);
    }
    fixture.wait(fixture.connection().client("192.0.2.99"), StallCause.ZERO_WINDOW, 200, 300, 100);

    assertThat(RuleVerdicts.findings(rule, fixture))
        .extracting(Finding::connections)
        .isEqualTo(List.of(List.of(0, 1, 2), List.of(3)));
  }

  @Test
  void isClearBelowTheThreshold() {
    fixture.wait(
        fixture.request(fixture.connection(), "GET /", 0, 1000),
        StallCause.ZERO_WINDOW,
        200,
        209,
        9);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void firesAtTheThreshold() {
    fixture.wait(
        fixture.request(fixture.connection(), "GET /", 0, 1000),
        StallCause.ZERO_WINDOW,
        200,
        210,
        10);

    RuleVerdicts.finding(rule, fixture);
  }

  @Test
  void aClosedWindowThatNobodyWaitedForIsClear() {
    fixture.connection().events(Direction.CLIENT_TO_SERVER, SegmentEvent.ZERO_WINDOW, 1);

    assertThat(RuleVerdicts.clear(rule, fixture))
        .isEqualTo("No sender had to wait for a closed window. Closed windows announced: 1.");
  }

  @Test
  void isNotApplicableWithoutConnections() {
    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TCP connection");
  }
}
