package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static dev.stallscope.diagnosis.http.CallDraft.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import dev.stallscope.protocol.http.ContentCoding;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class UncompressedResponseRuleTest {
  private final UncompressedResponseRule rule = new UncompressedResponseRule();
  private final MeasurementsFixture fixture = new MeasurementsFixture();
  private final ConnectionDraft connection = fixture.connection(0, 60_000);

  private CallDraft text(long bytes, int savedPercent) {
    return get("/list")
        .asking("Accept-Encoding", "gzip, br")
        .at(0, 240)
        .answeredAt(40)
        .body(bytes, 1)
        .sample(10_000, 10_000 - 100 * savedPercent);
  }

  @Test
  void aLongListCostsTheTimeOfWhatGzipSaves() {
    text(400_000, 85).on(fixture, connection);

    Finding finding = RuleVerdicts.finding(rule, fixture);

    assertThat(finding.title()).isEqualTo("Text was sent uncompressed: gzip saves 85 % of 400 kB");
    assertThat(finding.timeLostNanos()).isEqualTo(Nanos.ofMillis(170));
    assertThat(finding.party()).isEqualTo(Party.SERVER_OPERATIONS);
  }

  @Test
  void firesJustAboveAPacket() {
    text(2_000, 70).on(fixture, connection);

    assertThat(RuleVerdicts.finding(rule, fixture).exchanges()).hasSize(1);
  }

  @Test
  void isClearBelowAPacket() {
    text(1_999, 70).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aSmallShareOfALittleIsClear() {
    text(50_000, 4).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void compressedTextIsClear() {
    text(400_000, 85).coding(ContentCoding.GZIP).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aPictureIsClear() {
    text(400_000, 0).type("image/png").sample(0, 0).on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void aClientThatTakesNoneIsClear() {
    get("/list").at(0, 240).body(400_000, 1).sample(10_000, 2_000).on(fixture, connection);
    post("/list")
        .asking("Accept-Encoding", "identity, gzip;q=0")
        .at(300, 540)
        .body(400_000, 1)
        .sample(10_000, 2_000)
        .on(fixture, connection);

    RuleVerdicts.clear(rule, fixture);
  }

  @Test
  void isNotApplicableWithoutRequests() {
    RuleVerdicts.notApplicable(rule, new MeasurementsFixture());
  }
}
