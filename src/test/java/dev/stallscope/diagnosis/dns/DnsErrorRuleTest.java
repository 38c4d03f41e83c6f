package dev.stallscope.diagnosis.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class DnsErrorRuleTest {
  private final DnsErrorRule rule = new DnsErrorRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  @Test
  void anErrorOfTheResolverCostsTheTimeUntilTheNextQuery() {
    lookup("a.test").error(DnsRcode.SERVFAIL, 0, 40).a(50, 90).rcode(DnsRcode.NOERROR).add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.party()).isEqualTo(Party.RESOLVER);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(50));
    assertThat(finding.explanation()).contains("another query found the name");
  }

  @Test
  void anErrorForTheOtherFamilyCostsWhatItCameLater() {
    lookup("a.test").a(0, 18).aaaaError(DnsRcode.REFUSED, 0, 20).a(60, 80).add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(2));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void anErrorBeforeTheOtherFamilyCostsTheTimeUntilTheNextQuery() {
    lookup("a.test").aaaaError(DnsRcode.REFUSED, 0, 20).a(0, 21).a(60, 80).add();

    assertThat(RuleVerdicts.finding(rule, fixture).timeLostNanos()).isEqualTo(Nanos.ofMillis(60));
  }

  @Test
  void aNameThatCannotBeResolvedIsMajor() {
    lookup("a.test").error(DnsRcode.REFUSED, 0, 1).add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.severity()).isEqualTo(Severity.MAJOR);
    assertThat(finding.title()).isEqualTo("The resolver answered REFUSED in 1 lookup");
  }

  @Test
  void aWrongNameIsToldWithoutBlame() {
    lookup("wrong.test").error(DnsRcode.NXDOMAIN, 0, 400).add();

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.timeLostNanos()).isZero();
  }

  @Test
  void isClearForNamesOfTheSearchList() {
    lookup("api.test").searched("api.test.svc", 0, 40).a(40, 80).add();

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("1 lookup");
  }

  @Test
  void isClearForAddressesWithoutAName() {
    lookup("1.2.0.192.in-addr.arpa").reverseError(DnsRcode.NXDOMAIN, 0, 40).add();

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
