package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

/** What holds for every rule about calls of which only so many are under way at a time. */
public abstract class WaveRuleContract {
  private static final long WAVE_MILLIS = 151;

  protected final MeasurementsFixture fixture = new MeasurementsFixture();
  protected final ConnectionDraft connection = fixture.connection(0, 60_000);
  protected final Rule rule;
  private final int limit;
  private final String agent;

  /**
   * A rule.
   *
   * @param limit how many calls the one whom it finds makes at once
   * @param agent who that is
   */
  protected WaveRuleContract(Rule rule, int limit, String agent) {
    this.rule = rule;
    this.limit = limit;
    this.agent = agent;
  }

  protected abstract Party party();

  /** A client that waits in the same way, for a reason that is another rule's. */
  protected abstract void callAsAnother();

  protected final void waves(int waves) {
    waves(waves, limit, agent);
  }

  protected final void waves(int waves, int atOnce, String client) {
    waves(waves, atOnce, client, WAVE_MILLIS);
  }

  private void waves(int waves, int atOnce, String client, long waveMillis) {
    for (int i = 0; i < waves * atOnce; i++) {
      long at = i / atOnce * waveMillis;
      get("/part/" + i).asking("User-Agent", client).at(at, at + 150).on(fixture, connection);
    }
  }

  @Test
  void wavesOfRequestsWaitForOneAnother() {
    waves(6);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).contains(limit + " calls", "755 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(755));
    assertThat(finding.party()).isEqualTo(party());
  }

  /** There the answers of one wave and the requests of the next are a round trip apart. */
  @Test
  void nearTheServerTheNextWaveComesARoundTripLater() {
    connection.roundTripMillis(40).vantage(Vantage.NEAR_SERVER);
    waves(6, limit, agent, WAVE_MILLIS + 40);

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos())
        .isEqualTo(Nanos.ofMillis(5 * (WAVE_MILLIS + 40)));
  }

  @Test
  void nearTheServerWavesThatComeLaterStillAreNoQueue() {
    connection.roundTripMillis(40).vantage(Vantage.NEAR_SERVER);
    waves(6, limit, agent, WAVE_MILLIS + 50);

    RuleVerdicts.clear(rule, fixture);
  }

  private void longWaves(long gapMillis) {
    for (int i = 0; i < 6 * limit; i++) {
      long at = i / limit * (300 + gapMillis);
      get("/part/" + i).asking("User-Agent", agent).at(at, at + 300).on(fixture, connection);
    }
  }

  @Test
  void aBusyClientTakesATwentiethOfALongCallToBeginTheNext() {
    longWaves(15);

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos())
        .isEqualTo(Nanos.ofMillis(5 * 315));
  }

  @Test
  void callsThatBeginLaterThanThatAreNoQueue() {
    longWaves(16);

    RuleVerdicts.clear(rule, fixture);
  }

  /** Waves whose requests are sent a millisecond apart. */
  private void sendSlowly(long gapMillis) {
    for (int i = 0; i < 6 * limit; i++) {
      long at = i / limit * (150 + limit - 1 + gapMillis) + i % limit;
      get("/part/" + i).asking("User-Agent", agent).at(at, at + 150).on(fixture, connection);
    }
  }

  @Test
  void aClientThatIsLongAtSendingIsAsLongAtReading() {
    sendSlowly(10);

    assertThat(RuleVerdicts.finding(rule, fixture).party()).isEqualTo(party());
  }

  @Test
  void aClientThatRestsLongerThanItIsAtThatHasNoQueue() {
    sendSlowly(20);

    RuleVerdicts.clear(rule, fixture);
  }

  /** Each call opens a connection: that the next begins is seen by its opening. */
  private void opening(long gapMillis) {
    for (int i = 0; i < 6 * limit; i++) {
      long at = i / limit * (190 + gapMillis);
      get("/part/" + i)
          .asking("User-Agent", agent)
          .at(at, at + 190)
          .connectedIn(40)
          .on(fixture, fixture.connection(at, at + 190));
    }
  }

  @Test
  void aCallWithAConnectionOfItsOwnBeginsWithIt() {
    opening(1);

    assertThat(RuleVerdicts.finding(rule, fixture).party()).isEqualTo(party());
  }

  @Test
  void aConnectionOpenedLaterIsNoQueue() {
    opening(20);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void twoWavesAreClear() {
    waves(2);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aSteadyLoadIsClear() {
    waves(21);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void theOtherLimitIsNotThis() {
    callAsAnother();

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void allAtOnceIsClear() {
    waves(1, 30, agent);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
