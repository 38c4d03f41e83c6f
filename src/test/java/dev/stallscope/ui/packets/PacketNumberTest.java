package dev.stallscope.ui.packets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketNumberTest {
  @ParameterizedTest
  @ValueSource(strings = {"1234", " 1,234 ", "#1234", "1 234", "1'234", "1.234"})
  void isReadAsItIsWritten(String text) {
    assertThat(PacketNumber.parse(text, 1234)).isEqualTo(new PacketNumber(1233, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1235", "9999999999"})
  void saysWhichNumbersThereAre(String text) {
    PacketNumber number = PacketNumber.parse(text, 1234);
    assertThat(number.isThere()).isFalse();
    assertThat(number.problem()).isEqualTo("Packets go from 1 to 1,234");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "12a", "first", "#", ",", "99999999999"})
  void saysWhatIsNoNumber(String text) {
    PacketNumber number = PacketNumber.parse(text, 1234);
    assertThat(number.isThere()).isFalse();
    assertThat(number.problem()).isEqualTo("This is no packet's number");
  }

  @Test
  void nothingIsWrongBeforeAnythingIsWritten() {
    assertThat(PacketNumber.parse(" ", 1234)).isEqualTo(new PacketNumber(-1, ""));
  }
}
