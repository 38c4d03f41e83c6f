package dev.stallscope.diagnosis.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class DnsRepeatedLookupRuleTest {
  private final DnsRepeatedLookupRule rule = new DnsRepeatedLookupRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void threeLookupsWithinTheTimeToLiveAreAHabit() {
    lookups(3, 300);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(80));
    assertThat(finding.title()).isEqualTo("2 needless lookups of one name took 80 ms");
  }

  @Test
  void twoAreNone() {
    lookups(2, 300);

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("2 lookups");
  }

  @Test
  void isClearWhereAnswersAreGoodForASecond() {
    lookups(10, 1);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void lookupsAtTheSameTimeCouldNotKnow() {
    lookup("a.test").a(0, 40).add();
    lookup("a.test").a(10, 50).add();
    lookup("a.test").a(20, 60).add();

    RuleVerdicts.clear(rule, fixture);
  }

  private void lookups(int count, long ttlSeconds) {
    for (int i = 0; i < count; i++) {
      lookup("a.test").a(i * 1100L, i * 1100L + 40).ttlSeconds(ttlSeconds).add();
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
