package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {
  private static final List<String> NAMES =
      List.of("zero-window", "slow-connect", "slow-server-response", "packet-loss", "tail-loss");

  @Test
  void findsWhatWasMistyped() {
    assertThat(NearNames.of("zero_windw", NAMES)).containsExactly("zero-window");
    assertThat(NearNames.of("Packet loss", NAMES)).startsWith("packet-loss");
  }

  @Test
  void twoLettersThatChangedPlacesAreOneMistake() {
    assertThat(NearNames.of("hots", List.of("host", "method"))).containsExactly("host");
    assertThat(NearNames.of("msot", List.of("host", "method"))).isEmpty();
  }

  @Test
  void findsNamesThatShareAWord() {
    assertThat(NearNames.of("slow", NAMES)).containsExactly("slow-connect", "slow-server-response");
  }

  @Test
  void findsNothingForWhatIsFarFromAll() {
    assertThat(NearNames.of("quux", NAMES)).isEmpty();
    assertThat(NearNames.of("", NAMES)).isEmpty();
  }
}
