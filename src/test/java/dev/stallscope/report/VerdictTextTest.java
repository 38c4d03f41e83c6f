package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.RunKind;
import dev.stallscope.probe.compare.Verdict;
import dev.stallscope.probe.compare.Verdict.Outcome;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.time.Nanos;
import org.junit.jupiter.api.Test;

class VerdictTextTest {
  @Test
  void noiseIsSaidWithTheRangeThatHoldsNoDifference() {
    assertThat(VerdictText.of(withinNoise(-40)))
        .isEqualTo(
            "Cold, HTTP/2 and HTTP/1.1 do not differ by more than the noise: by 200 ms here, and"
                + " with this spread it may be anything from -40 ms to 400 ms.");
  }

  @Test
  void whatWouldBeClearAloneIsNotSaidToBeNoise() {
    assertThat(VerdictText.of(withinNoise(100)))
        .isEqualTo(
            "Cold, that HTTP/2 is faster than HTTP/1.1 is not certain: by 200 ms here, alone 100 ms"
                + " to 400 ms with 95 % certainty, but of several pairs that are compared one looks"
                + " like this by chance.");
  }

  private static Verdict withinNoise(long lowMillis) {
    return new Verdict(
        RunKind.COLD,
        HttpVersion.HTTP_2,
        HttpVersion.HTTP_1_1,
        Nanos.ofMillis(200),
        Nanos.ofMillis(lowMillis),
        Nanos.ofMillis(400),
        0.5,
        Phase.WAIT,
        Nanos.ofMillis(150),
        Outcome.WITHIN_NOISE);
  }
}
