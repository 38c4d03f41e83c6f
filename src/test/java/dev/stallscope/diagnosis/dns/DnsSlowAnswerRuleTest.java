package dev.stallscope.diagnosis.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class DnsSlowAnswerRuleTest {
  private final DnsSlowAnswerRule rule = new DnsSlowAnswerRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void firesAboveTenMediansAndTheLimit() {
    quick(3);
    lookup("slow.test").a(4000, 4221).add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.RESOLVER);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(201));
    assertThat(finding.title()).isEqualTo("The resolver took 221 ms to answer");
  }

  @Test
  void isClearAtTenMedians() {
    quick(3);
    lookup("slow.test").a(4000, 4200).add();

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("4 lookups");
  }

  @Test
  void judgesFewAnswersByTheirOwnLimit() {
    lookup("slow.test").a(0, 201).add();

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos()).isEqualTo(Nanos.ofMillis(101));
  }

  @Test
  void isClearAtTheLimitOfFewAnswers() {
    lookup("slow.test").a(0, 200).add();

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void leavesAliasesAndErrorsToTheirRules() {
    lookup("chain.test").aliases(3, 0, 900).add();
    lookup("broken.test").error(2, 1000, 1900).add();

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void seesAResolverWhoseAnswersAreAllSlow() {
    connected("192.0.2.1", 20);
    always(350);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.timeLostNanos()).isEqualTo(4 * Nanos.ofMillis(330));
  }

  @Test
  void isClearWhereMostAnswersTakeTheLimit() {
    connected("192.0.2.1", 20);
    always(200);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void blamesNoResolverForALongPath() {
    connected("203.0.113.80", 600);
    always(620);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void takesAResolverForNoFartherThanAConnectionToItsHost() {
    connected("192.0.2.1", 20);
    connected("203.0.113.80", 600);
    lookup("slow.test").a(0, 640).add();

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos()).isEqualTo(Nanos.ofMillis(620));
  }

  @Test
  void blamesNoResolverThatIsATunnel() {
    connected("192.0.2.1", 20);
    for (int i = 0; i < 4; i++) {
      lookup("data" + i + ".tunnel.test").text(i * 1000L, i * 1000L + 350).add();
    }

    RuleVerdicts.clear(rule, fixture);
  }

  private void connected(String server, int roundTripMillis) {
    fixture.connection().server(server, 443).roundTripMillis(roundTripMillis);
  }

  private void always(int millis) {
    for (int i = 0; i < 4; i++) {
      lookup("name" + i + ".test").a(i * 1000L, i * 1000L + millis).add();
    }
  }

  private void quick(int count) {
    for (int i = 0; i < count; i++) {
      lookup("quick" + i + ".test").a(i * 1000L, i * 1000L + 20).add();
    }
  }

  @Test
  void isNotApplicableWithoutALookup() {
    fixture.connection();

    assertThat(RuleVerdicts.notApplicable(rule, fixture)).contains("no name resolution");
  }

  private LookupDraft lookup(String name) {
    return new LookupDraft(fixture, name);
  }
}
