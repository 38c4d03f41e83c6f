package dev.stallscope.diagnosis.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class DnsSearchExpansionRuleTest {
  private final DnsSearchExpansionRule rule = new DnsSearchExpansionRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void chargesTheTimeUntilTheNameThatExists() {
    lookup("api.test")
        .searched("api.test.svc", 0, 5)
        .searched("api.test.lan", 5, 9)
        .a(10, 15)
        .add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(10));
    assertThat(finding.title())
        .isEqualTo("10 ms went into asking for names that do not exist (2 names)");
    assertThat(finding.explanation()).contains("api.test.svc, api.test.lan");
  }

  @Test
  void isClearBelowTheThreshold() {
    lookup("api.test").searched("api.test.svc", 0, 8).a(9, 15).add();

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("1 lookup");
  }

  @Test
  void isClearWhereNothingIsFoundInTheEnd() {
    lookup("wrong.test").searched("wrong.test.svc", 0, 40).error(3, 40, 80).add();

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
