package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.clear;
import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static dev.stallscope.diagnosis.RuleVerdicts.notApplicable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.IpAddress;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConnectTimeoutRuleTest {
  private final ConnectTimeoutRule rule = new ConnectTimeoutRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private ConnectionDraft silent(long startMillis, long endMillis, int syns) {
    ConnectionDraft connection =
        fixture
            .connection(startMillis, endMillis)
            .outcome(Outcome.UNANSWERED)
            .syns(syns, endMillis);
    fixture.wait(
        connection, StallCause.CONNECT_TIMEOUT, startMillis, endMillis, endMillis - startMillis);
    return connection;
  }

  @Test
  void silenceAfterSeveralSynsIsAFinding() {
    silent(0, 7000, 4);

    Finding finding = finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("198.51.100.5:443 never answered: 1 connection tried for up to 7 s");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofSeconds(7));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void oneSynASecondBeforeTheEndOfTheCaptureFires() {
    silent(9000, 9000, 1);

    finding(rule, fixture);
  }

  @Test
  void oneSynAtTheEndOfTheCaptureIsClear() {
    silent(9001, 9001, 1);

    clear(rule, fixture);
  }

  @Test
  void aCaptureWithoutTheServersDirectionSaysNothing() {
    silent(0, 7000, 4).quality(CaptureQuality.ONE_SIDED);

    clear(rule, fixture);
  }

  @Test
  void manyServersAreOneFindingAndTheirCommonTimeIsLostOnce() {
    for (int host = 1; host <= 5; host++) {
      silent(1000L * host, 7000, 3).server("198.51.100." + host, 443);
    }

    Finding finding = finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("5 servers never answered: 5 connections tried for up to 6 s");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofSeconds(6));
  }

  @Test
  void fourServersAreFourFindings() {
    for (int host = 1; host <= 4; host++) {
      silent(0, 7000, 3).server("198.51.100." + host, 443);
    }

    assertThat(RuleVerdicts.findings(rule, fixture)).hasSize(4);
  }

  @Test
  void manyClientsOfOneServerAreOneFinding() {
    for (int host = 1; host <= 5; host++) {
      silent(0, 7000, 1).client("198.51.100." + host).server("198.51.100.50", 443);
    }

    Finding finding = finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("198.51.100.50:443 never answered: 5 connections tried for up to 7 s");
    assertThat(finding.explanation()).startsWith("5 clients sent 5 SYNs");
  }

  @Test
  void fourClientsOfOneServerAreFourFindings() {
    for (int host = 1; host <= 4; host++) {
      silent(0, 7000, 1).client("198.51.100." + host).server("198.51.100.50", 443);
    }

    assertThat(RuleVerdicts.findings(rule, fixture)).hasSize(4);
  }

  @Test
  void aSecondSynSoonerThanAnyTimerProvesNothing() {
    silent(9701, 9900, 2);

    clear(rule, fixture);
  }

  @Test
  void aSecondSynAfterTheLeastTimerFires() {
    silent(9700, 9900, 2);

    finding(rule, fixture);
  }

  @Test
  void anotherFamilyThatWasReachedMakesItAFallback() {
    silent(0, 3000, 2);
    fixture.connection(250, 1000).client("2001:db8::10").server("2001:db8::5", 443);

    clear(rule, fixture);
  }

  @Test
  void theServerThatFailedIsNoOtherOneHoweverOftenItAnswered() {
    silent(1000, 4000, 3);
    fixture.connection(500, 2000);
    fixture.connection(1500, 2000);

    finding(rule, fixture);
  }

  @Test
  void aServerThatWasReachedLongBeforeAndLongAfterIsNoFallback() {
    fixture.connection(0, 100).server("198.51.100.9", 443);
    silent(60_000, 64_000, 3);
    fixture.connection(120_000, 130_000).server("198.51.100.9", 443);

    finding(rule, fixture);
  }

  @Test
  void anotherServerAtTheSamePortIsNoFallback() {
    silent(0, 2000, 3);
    fixture.connection(3000, 4000).server("198.51.100.9", 443);
    fixture.connection(200, 4000).server("198.51.100.8", 443);

    Finding finding = finding(rule, fixture);

    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofSeconds(2));
  }

  @Test
  void anotherAddressThatWasRacedAndWonIsAFallback() {
    silent(0, 0, 1);
    fixture.connection(250, 20_000).server("198.51.100.9", 443);

    clear(rule, fixture);
  }

  @Test
  void aRaceIsSeenHoweverMuchWentOnBefore() {
    for (int i = 0; i < 100; i++) {
      fixture.connection(i, 20_000).server("198.51.100.8", 443);
    }
    silent(4000, 4000, 1);
    fixture.connection(4250, 20_000).server("198.51.100.9", 443);

    clear(rule, fixture);
  }

  @Test
  void aRaceIsBetweenAddressesOfOneName() {
    silent(0, 0, 1);
    fixture.connection(250, 20_000).server("198.51.100.9", 443);
    fixture.lookup(lookup("api.example.com", "198.51.100.5"));
    fixture.lookup(lookup("www.example.com", "198.51.100.9"));

    finding(rule, fixture);

    fixture.lookup(lookup("api.example.com", "198.51.100.9"));
    clear(rule, fixture);
  }

  private static DnsLookup lookup(String name, String address) {
    return new DnsLookup(
        IpAddress.parse("192.0.2.10"),
        name,
        List.of(),
        List.of(),
        new TimeSpan(0, 0),
        List.of(IpAddress.parse(address)),
        300,
        0,
        List.of(),
        -1);
  }

  @Test
  @Timeout(30)
  void costGrowsWithTheConnectionsAndNotWithTheirPairs() {
    int many = 50_000;
    for (int i = 0; i < many; i++) {
      silent(0, 7000, 4).client("10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255));
      fixture.connection(0, 7000);
    }

    assertThat(finding(rule, fixture).connections()).hasSize(many);
  }

  @Test
  void isNotApplicableWithoutConnections() {
    notApplicable(rule, fixture);
  }
}
