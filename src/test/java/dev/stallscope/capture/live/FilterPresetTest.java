package dev.stallscope.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stallscope.capture.live.LiveInterface.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilterPresetTest {
  @ParameterizedTest
  @EnumSource
  void libpcapUnderstandsIt(FilterPreset preset) {
    assumeLibpcap();
    for (Kind kind : List.of(Kind.NETWORK, Kind.ANY)) {
      assertThat(FilterCheck.problem(preset.filter(), kind)).isEmpty();
      assertThat(
              FilterCheck.problem(
                  FilterPreset.combine(List.of(preset), "192.0.2.7", 80, "less 100 or ip6"), kind))
          .isEmpty();
    }
  }

  @Test
  void nothingIsEverything() {
    assertThat(FilterPreset.combine(List.of(), "", 0, " ")).isEmpty();
  }

  @Test
  void hostPortAndFilterMustAllHold() {
    assertThat(FilterPreset.combine(List.of(), "a.test", 80, "tcp or udp"))
        .isEqualTo("host a.test and port 80 and (tcp or udp)");
  }

  @Test
  void ofPresetsOneMustHold() {
    assertThat(FilterPreset.combine(List.of(FilterPreset.DNS), "", 0, ""))
        .isEqualTo("port (53 or 853 or 5353)");
    assertThat(
            FilterPreset.combine(
                List.of(FilterPreset.DNS, FilterPreset.DATABASES), "192.0.2.7", 0, ""))
        .isEqualTo(
            "((port (53 or 853 or 5353)) or (tcp port (5432 or 3306 or 6379 or 11211 or 27017 or"
                + " 1433 or 1521))) and host 192.0.2.7");
  }

  @Test
  void whatIsWrongIsSaidInLibpcapsWords() {
    assumeLibpcap();
    assertThat(FilterCheck.problem("tcp port xx", Kind.NETWORK)).contains("unknown port 'xx'");
    assertThat(FilterCheck.problem("tcp and", Kind.NETWORK))
        .hasValueSatisfying(words -> assertThat(words).contains("syntax error"));
    assertThat(FilterCheck.problem("wlan type data", Kind.NETWORK)).isNotEmpty();
  }

  private static void assumeLibpcap() {
    assumeTrue(LibpcapLibrary.obstacle().isEmpty(), () -> LibpcapLibrary.obstacle().orElse(""));
  }
}
