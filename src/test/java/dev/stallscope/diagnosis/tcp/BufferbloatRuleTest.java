package dev.stallscope.diagnosis.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.DirectionFacts.QueueDelay;
import dev.stallscope.measure.DirectionFacts.RateLimit;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.Nanos;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BufferbloatRuleTest {
  private final BufferbloatRule rule = new BufferbloatRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  private static Optional<QueueDelay> queue(long emptyMillis, long loadedMillis) {
    return Optional.of(
        new QueueDelay(
            Nanos.ofMillis(emptyMillis),
            Nanos.ofMillis(loadedMillis),
            0.8,
            130_000,
            MeasurementsFixture.at(100),
            MeasurementsFixture.at(900),
            70));
  }

  private ConnectionDraft queueing(long emptyMillis, long loadedMillis) {
    return fixture
        .connection()
        .facts(
            Direction.SERVER_TO_CLIENT, facts -> facts.queueing = queue(emptyMillis, loadedMillis));
  }

  @Test
  void aQueueThatCostsNoTransferTimeIsMinor() {
    queueing(40, 320);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("A queue on the path adds 280 ms to every packet (grade D)");
    assertThat(finding.severity()).isEqualTo(Severity.MINOR);
    assertThat(finding.timeLostNanos()).isZero();
    assertThat(finding.party()).isEqualTo(Party.NETWORK);
    assertThat(finding.packets()).containsExactly(70);
  }

  @Test
  void aQueueThatIsHardlyFeltIsOnlyMentioned() {
    queueing(40, 239);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void aWaitInAShortQueueCountsAllTheSame() {
    fixture.wait(queueing(40, 239), StallCause.BUFFERBLOAT, 200, 500, 300);

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isGreaterThan(Severity.INFO);
  }

  @Test
  void waitsInTheQueueAreLost() {
    fixture.wait(queueing(40, 600), StallCause.BUFFERBLOAT, 200, 500, 300);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(300));
    assertThat(finding.title()).contains("560 ms", "grade F");
  }

  @Test
  void theQueueOfAShaperIsTheShapers() {
    queueing(40, 600)
        .facts(
            Direction.SERVER_TO_CLIENT,
            facts ->
                facts.shaping =
                    Optional.of(
                        new RateLimit(
                            16_000_000,
                            4_000_000,
                            600_000,
                            MeasurementsFixture.at(500),
                            60,
                            MeasurementsFixture.at(900))));

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aQueueThatDatagramsFillIsLessCertain() {
    ConnectionDraft connection = fixture.overDatagrams().connection();
    for (int i = 1; i <= 8; i++) {
      connection.sample(100 + 400 * i, 40 * i, 10_000L * i);
    }

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("A queue on the path adds 280 ms to every packet (grade D)");
    assertThat(finding.confidence()).isEqualTo(0.6);
    assertThat(finding.explanation()).contains("80 kB", "2 Mbit/s");
  }

  @Test
  void isNotApplicableWithoutAConnection() {
    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no TCP connection");
  }
}
