package dev.stallscope.diagnosis.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class DnsAliasChainRuleTest {
  private final DnsAliasChainRule rule = new DnsAliasChainRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void threeAliasesAreAChain() {
    lookup("plain.test").a(0, 40).add();
    lookup("www.test").aliases(3, 1000, 1200).add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(160));
    assertThat(finding.title()).isEqualTo("A name leads to its address over 3 aliases");
  }

  @Test
  void twoAreUsual() {
    lookup("www.test").aliases(2, 0, 200).add();

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("1 lookup");
  }

  @Test
  void aChainThatTheResolverKnowsCostsNothing() {
    lookup("www.test").aliases(5, 0, 40).add();

    assertThat(RuleVerdicts.finding(rule, fixture).severity()).isEqualTo(Severity.INFO);
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
