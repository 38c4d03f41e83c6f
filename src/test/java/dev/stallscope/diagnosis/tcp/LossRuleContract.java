package dev.stallscope.diagnosis.tcp;

import static dev.stallscope.diagnosis.RuleVerdicts.clear;
import static dev.stallscope.diagnosis.RuleVerdicts.finding;
import static dev.stallscope.diagnosis.RuleVerdicts.notApplicable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every rule that gathers the waits for packets that were late or lost. */
abstract class LossRuleContract {
  final MeasurementsFixture fixture = new MeasurementsFixture();
  final Rule rule;
  private final StallCause cause;
  private final long leastMillis;

  /**
   * @param leastMillis the least lost time that is a finding
   */
  LossRuleContract(Rule rule, StallCause cause, long leastMillis) {
    this.rule = rule;
    this.cause = cause;
    this.leastMillis = leastMillis;
  }

  /** The title of two waits of 300 ms, 260 ms of each lost. */
  abstract String title();

  /** A cause that the rule is mistaken for. */
  abstract StallCause other();

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
    fixture.wait(request, cause, 100, 400, lostMillis);
  }

  @Test
  void waitsOfOneClientAtOneServerAreOneFinding() {
    waits(260);
    waits(260);

    Finding finding = finding(rule, fixture);

    assertThat(finding.title()).isEqualTo(title());
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(520));
    assertThat(finding.severity()).isEqualTo(Severity.MAJOR);
    assertThat(finding.party()).isEqualTo(Party.NETWORK);
    assertThat(finding.packets()).isEqualTo(List.of(20, 21));
    assertThat(finding.connections()).isEqualTo(List.of(0, 1));
  }

  /** The finding of the same waits on connections that are not TCP's. */
  Finding overDatagrams() {
    fixture.overDatagrams();
    waits(260);
    waits(260);
    return finding(rule, fixture);
  }

  @Test
  void firesAtTheThreshold() {
    waits(leastMillis);

    finding(rule, fixture);
  }

  @Test
  void isClearBelowTheThreshold() {
    waits(leastMillis - 1);

    clear(rule, fixture);
  }

  @Test
  void waitsOfAnotherCauseAreClear() {
    int request = fixture.request(fixture.connection(), "GET /", 0, 1000);
    fixture.wait(request, other(), 100, 400, 260);

    assertThat(clear(rule, fixture)).endsWith("200 data segments on 1 connection, 0 of them lost.");
  }

  @Test
  void isNotApplicableWithoutConnections() {
    assertThat(notApplicable(rule, fixture)).contains("no TCP connection");
  }
}
