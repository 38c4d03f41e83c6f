package dev.stallscope.diagnosis.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class DnsAddressFamilyRaceRuleTest {
  private final DnsAddressFamilyRaceRule rule = new DnsAddressFamilyRaceRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void chargesTheTimeFromTheAnswerToTheRepetition() {
    lookup("a.test").a(0, 40).aaaa(1, LookupDraft.NEVER).a(5000, 5040).aaaa(5001, 5041).add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.NETWORK);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(4961));
    assertThat(finding.explanation()).contains("only the AAAA answer");
  }

  @Test
  void aResolverThatNeverAnswersForOneFamilyHasToAct() {
    lookup("a.test")
        .a(0, 40)
        .aaaa(1, LookupDraft.NEVER)
        .a(5000, 5040)
        .aaaa(5041, LookupDraft.NEVER)
        .aaaa(10_041, LookupDraft.NEVER)
        .add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.RESOLVER);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(5001 + 5000));
    assertThat(finding.title())
        .isEqualTo("The client waited 10 s for AAAA answers that never came");
  }

  @Test
  void isClearWhereTheSecondAnswerWasOnlyLate() {
    lookup("a.test").a(0, 40).aaaa(0, 200).add();

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("1 lookup");
  }

  @Test
  void isClearWhereBothWereLost() {
    lookup("a.test")
        .a(0, LookupDraft.NEVER)
        .aaaa(0, LookupDraft.NEVER)
        .a(5000, 5040)
        .aaaa(5000, 5040)
        .add();

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isClearWhereTheFamiliesWereAskedOneAfterTheOther() {
    lookup("a.test").a(0, 40).aaaa(45, LookupDraft.NEVER).aaaa(5045, 5085).add();

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
