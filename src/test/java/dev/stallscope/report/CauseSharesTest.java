package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CauseSharesTest {
  @Test
  void whatTheCaptureLacksIsNamedThoughNobodyCouldHaveAvoidedIt() {
    assertThat(
            shares(
                interval(StallCause.CAPTURE_DROPPED_PACKETS, 0, 60, 0),
                interval(StallCause.NETWORK_ROUND_TRIP, 60, 100, 0)))
        .containsExactly("packets missing in the capture 60", "network round trip 40");
  }

  @Test
  void whatThePathMakesInevitableIsApartFromWhatWasLost() {
    assertThat(shares(interval(StallCause.PACKET_LOSS, 0, 100, 70)))
        .containsExactly("packet loss 70", "unavoidable 30");
  }

  private static List<String> shares(CauseInterval... intervals) {
    return CauseShares.of(List.of(intervals), Set.of(StallCause.PACKET_LOSS), _ -> 1).stream()
        .map(share -> share.name() + " " + share.nanos())
        .toList();
  }

  private static CauseInterval interval(StallCause cause, long start, long end, long lost) {
    return new CauseInterval(cause, start, end, lost, -1, -1, 1);
  }
}
