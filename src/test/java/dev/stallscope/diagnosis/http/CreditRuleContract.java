package dev.stallscope.diagnosis.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

/** What holds for every rule about streams that waited 100 ms or more for a receiver's credit. */
public abstract class CreditRuleContract {
  protected final MeasurementsFixture fixture;
  protected final ConnectionDraft connection;
  protected final Rule rule;
  private final StallCause cause;

  protected CreditRuleContract(Rule rule, StallCause cause, MeasurementsFixture fixture) {
    this.rule = rule;
    this.cause = cause;
    this.fixture = fixture;
    connection = fixture.connection(0, 9000);
  }

  /** The title of a stop of 900 ms. */
  protected abstract String title();

  private int waiting(CallDraft call, long millis) {
    int id = call.at(0, 100 + millis).answeredAt(50).on(fixture, connection);
    fixture.wait(id, cause, 60, 60 + millis, millis);
    return id;
  }

  @Test
  void tellsHowLongAndWhoseWindow() {
    int id = waiting(CallDraft.get("/export"), 900);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo(title());
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(900));
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.exchanges()).containsExactly(id);
  }

  @Test
  void blamesTheServersWindowForAnUpload() {
    waiting(CallDraft.post("/upload").waitingForCredit(60, 900), 900);

    assertThat(RuleVerdicts.finding(rule, fixture).party()).isEqualTo(Party.SERVER_OPERATIONS);
  }

  @Test
  void firesAtTheThreshold() {
    waiting(CallDraft.get("/export"), 100);

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos()).isEqualTo(Nanos.ofMillis(100));
  }

  @Test
  void isClearBelowTheThreshold() {
    waiting(CallDraft.get("/export"), 99);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("100 ms");
  }

  @Test
  void anotherWaitIsNotThis() {
    int id = CallDraft.get("/export").at(0, 900).on(fixture, connection);
    fixture.wait(id, StallCause.ZERO_WINDOW, 60, 800, 740);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutConnections() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
