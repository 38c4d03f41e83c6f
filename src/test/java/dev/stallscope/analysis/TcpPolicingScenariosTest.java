package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A policer that two connections meet together, from packets to findings (STALLS 4.1, 8). */
class TcpPolicingScenariosTest {
  private static final int SEGMENTS = 700;
  private static final double RATE = 3_000_000;

  @Test
  void aBucketThatTwoConnectionsShareIsAPolicer() {
    List<String> findings =
        findingsOf(SharedLinkScript.of(SEGMENTS, SharedLinkScript.policer(RATE, 100_000)));

    assertThat(findings).first().asString().startsWith("critical traffic-policing");
    assertThat(findings).noneMatch(line -> line.contains("packet-loss"));
  }

  @Test
  void asMuchLossByChanceIsNone() {
    Random random = new Random(5);

    List<String> findings =
        findingsOf(SharedLinkScript.of(SEGMENTS, (nanos, bytes) -> random.nextDouble() < 0.05));

    assertThat(findings).noneMatch(line -> line.contains("traffic-policing"));
    assertThat(findings).anyMatch(line -> line.contains("packet-loss"));
  }
}
