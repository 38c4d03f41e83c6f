package dev.stallscope.diagnosis.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class Http2HeadOfLineRuleTest {
  private static final int FILL = 9;

  private final Http2HeadOfLineRule rule = new Http2HeadOfLineRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 9000);

  private int call(CallDraft call) {
    return call.at(0, 500).answeredAt(40).multiplexed().on(fixture, connection);
  }

  @Test
  void tellsWhichStreamsWaitedAndOnlyThose() {
    call(CallDraft.get("/lost").heldBack(100, 160, FILL, true));
    int second = call(CallDraft.get("/second").heldBack(110, 160, FILL, false));
    int third = call(CallDraft.get("/third").heldBack(120, 160, FILL, false));
    call(CallDraft.get("/server-still-thinks"));

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title())
        .isEqualTo("1 missing packet held up 3 streams of one connection, for 50 ms");
    assertThat(finding.exchanges()).containsExactly(second, third);
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(90));
    assertThat(finding.packets()).contains(FILL);
    assertThat(finding.party()).isEqualTo(Party.NETWORK);
  }

  @Test
  void aLossThatHoldsUpOnlyItsOwnStreamIsNotThis() {
    call(CallDraft.get("/lost").heldBack(100, 160, FILL, true));
    call(CallDraft.get("/other"));

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void streamsThatWaitedForDifferentSegmentsDidNotWaitForEachOther() {
    call(CallDraft.get("/one").heldBack(100, 160, FILL, false));
    call(CallDraft.get("/two").heldBack(300, 360, FILL + 20, false));

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void packetsThatChangePlacesAreClear() {
    call(CallDraft.get("/one").heldBack(100, 109, FILL, true));
    call(CallDraft.get("/two").heldBack(100, 109, FILL, false));

    assertThat(RuleVerdicts.clear(rule, fixture)).contains("10 ms");
  }

  @Test
  void firesAtTheThreshold() {
    call(CallDraft.get("/one").heldBack(100, 110, FILL, true));
    call(CallDraft.get("/two").heldBack(100, 110, FILL, false));

    RuleVerdicts.finding(rule, fixture);
  }

  @Test
  void isNotApplicableWithOneRequestAtATime() {
    CallDraft.get("/alone").at(0, 100).multiplexed().on(fixture, connection);
    CallDraft.get("/later").at(200, 300).multiplexed().on(fixture, connection);

    RuleVerdicts.notApplicable(rule, fixture);
  }
}
