package dev.stallscope.diagnosis.application;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.diagnosis.http.CallDraft;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class SequentialConnectsRuleTest {
  private final SequentialConnectsRule rule = new SequentialConnectsRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();

  /** A request that waited for its connection before it was sent. */
  private void visit(int server, long start, long opening, CallDraft call) {
    ConnectionDraft connection =
        fixture.connection(start, start + 900).server("198.51.100." + server, 443);
    call.openingAt(start, start + opening)
        .at(start + opening, start + opening + 50)
        .on(fixture, connection);
  }

  @Test
  void threeServersOneAfterAnotherCostAllOpeningsButTheLongest() {
    visit(1, 0, 80, get("/a"));
    visit(2, 150, 60, get("/b"));
    visit(3, 280, 60, get("/c"));

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("Connections to 3 servers were opened one after another, which took 200 ms");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(120));
    assertThat(finding.party()).isEqualTo(Party.CLIENT_APPLICATION);
  }

  @Test
  void isClearBelowWhatAPersonNotices() {
    visit(1, 0, 80, get("/a"));
    visit(2, 150, 50, get("/b"));
    visit(3, 280, 49, get("/c"));

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void twoServersAreClear() {
    visit(1, 0, 200, get("/a"));
    visit(2, 260, 200, get("/b"));
    visit(2, 520, 200, get("/c"));

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void openingsSideBySideAreClear() {
    visit(1, 0, 80, get("/a"));
    visit(2, 10, 80, get("/b"));
    visit(3, 20, 80, get("/c"));

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void redirectsNameTheNextServerOnlyThen() {
    visit(1, 0, 80, get("/a").code(301).answering("Location", "http://www.example/"));
    visit(2, 140, 80, get("/").code(302).answering("Location", "http://shop.example/"));
    visit(3, 280, 80, get("/"));

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
