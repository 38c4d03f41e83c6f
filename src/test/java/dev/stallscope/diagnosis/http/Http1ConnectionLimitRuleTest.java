package dev.stallscope.diagnosis.http;

import static dev.stallscope.diagnosis.http.CallDraft.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleVerdicts;
import org.junit.jupiter.api.Test;

class Http1ConnectionLimitRuleTest extends WaveRuleContract {
  Http1ConnectionLimitRuleTest() {
    super(new Http1ConnectionLimitRule(), 6, "Mozilla/5.0");
  }

  @Override
  protected Party party() {
    return Party.SERVER_OPERATIONS;
  }

  @Override
  protected void callAsAnother() {
    waves(6, 6, "curl/8");
  }

  @Test
  void tellsWhatHttp2WouldSave() {
    waves(6);

    assertThat(RuleVerdicts.finding(rule, fixture).explanation()).contains("up to 755 ms earlier");
  }

  @Test
  void bytesThatFillTheLineComeNoEarlierWithHttp2() {
    for (int i = 0; i < 36; i++) {
      long at = i / 6 * 151L;
      get("/part/" + i)
          .asking("User-Agent", "Mozilla/5.0")
          .at(at, at + 150)
          .answeredAt(at + 10)
          .on(fixture, connection);
    }

    // 905 ms in all: 10 ms until the first byte, then 6 x 140 ms of bytes.
    assertThat(RuleVerdicts.finding(rule, fixture).explanation()).contains("up to 55 ms earlier");
  }
}
