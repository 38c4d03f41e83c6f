package dev.stallscope.probe.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.RunKind;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathModelTest {
  private static final PathModel MODEL = new PathModel(Nanos.ofMillis(20));

  @Test
  void theMeasuredPathGivesWhatWasMeasured() {
    assertThat(MODEL.nanos(group(HttpVersion.HTTP_2, 1, 1), Nanos.ofMillis(20), 0))
        .isEqualTo(Nanos.ofMillis(100));
  }

  @Test
  void eachRoundTripTakesLongerByWhatThePathIsLonger() {
    assertThat(MODEL.nanos(group(HttpVersion.HTTP_2, 1, 1), Nanos.ofMillis(100), 0))
        .isEqualTo(Nanos.ofMillis(100 + 3 * 80));
    assertThat(MODEL.nanos(group(HttpVersion.HTTP_3, 0, 1), Nanos.ofMillis(100), 0))
        .isEqualTo(Nanos.ofMillis(100 + 2 * 80));
  }

  /** One packet of a hundred: 2 SYN, 4 ends of flights, and 9 others of the answer. */
  @Test
  void aLostPacketCostsWhatItsSenderWaits() {
    long tcp = 2 * 1000 + 4 * (100 + 200) + 9 * 100;
    assertThat(MODEL.nanos(group(HttpVersion.HTTP_2, 1, 1), Nanos.ofMillis(100), 0.01))
        .isEqualTo(Nanos.ofMillis(340) + Nanos.ofMillis(tcp) / 100);
    long quic = 2 * 1000 + 2 * (300 + 25) + 9 * 100;
    assertThat(MODEL.nanos(group(HttpVersion.HTTP_3, 0, 1), Nanos.ofMillis(100), 0.01))
        .isEqualTo(Nanos.ofMillis(260) + Nanos.ofMillis(quic) / 100);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "14480, 1", "14481, 2", "43440, 2", "43441, 3", "1000000, 7"})
  void aBodyTakesAFlightForEachDoublingOfTheWindow(long bytes, int flights) {
    assertThat(RoundTrips.flights(bytes, RoundTrips.INITIAL_WINDOW_BYTES)).isEqualTo(flights);
  }

  private static RunGroup group(HttpVersion version, int connect, int tls) {
    return new RunGroup(
        new RunGroup.Key(version, RunKind.COLD),
        List.of(
            new MeasuredRun(
                version,
                RunKind.COLD,
                1,
                Map.of(Phase.WAIT, Nanos.ofMillis(100)),
                Nanos.ofMillis(100),
                100,
                10 * RoundTrips.SEGMENT_BYTES,
                new RoundTrips(connect, tls, 1, 0),
                List.of())));
  }
}
