package dev.stallscope.diagnosis.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class DnsTimeoutRuleTest {
  private final DnsTimeoutRule rule = new DnsTimeoutRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void chargesTheWaitOfBothFamiliesOnceToTheRequest() {
    int request = fixture.request(fixture.connection(0, 6000), "GET /", 0, 6000);
    lookup("a.test")
        .a(0, LookupDraft.NEVER)
        .aaaa(1, LookupDraft.NEVER)
        .a(5000, 5040)
        .aaaa(5001, 5041)
        .parent(request)
        .add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.RESOLVER);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(5001));
    assertThat(finding.packets()).startsWith(0, 4);
    assertThat(finding.title())
        .isEqualTo("The client waited 5 s for DNS answers that did not come");
  }

  @Test
  void firesAtTheShortestWaitOfAResolver() {
    lookup("a.test").a(0, LookupDraft.NEVER).a(200, 240).add();

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos()).isEqualTo(Nanos.ofMillis(200));
  }

  @Test
  void isClearWhereTheSameWasAskedSooner() {
    lookup("a.test").a(0, LookupDraft.NEVER).a(199, 240).add();

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("1 lookup");
  }

  @Test
  void isClearWhereBothQuestionsWereAnswered() {
    lookup("a.test").a(0, 5100).a(5000, 5140).add();

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void leavesAMissingFamilyToItsOwnRule() {
    lookup("a.test").a(0, 40).aaaa(0, LookupDraft.NEVER).a(5000, 5040).aaaa(5000, 5040).add();

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
