package dev.stallscope.diagnosis.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class DnsTcpFallbackRuleTest {
  private final DnsTcpFallbackRule rule = new DnsTcpFallbackRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void chargesTheTimeFromTheCutAnswerToTheFullOne() {
    lookup("a.test").truncated(0, 40).overTcp(80, 120).add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.RESOLVER);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(80));
    assertThat(finding.packets()).contains(1, 3);
  }

  @Test
  void isClearWhereNobodyAskedAgain() {
    lookup("a.test").truncated(0, 40).add();

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("1 lookup");
  }

  @Test
  void isClearForAClientThatAlwaysAsksOverTcp() {
    lookup("a.test").overTcp(0, 40).add();

    RuleVerdicts.clear(rule, fixture);
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
