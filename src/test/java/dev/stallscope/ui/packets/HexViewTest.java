package dev.stallscope.ui.packets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.detail.ByteText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HexViewTest {
  private static final byte[] BYTES = "0123456789abcdefghij".getBytes(StandardCharsets.US_ASCII);

  @Test
  void theMarkedBytesAreCutOutInHexAndAsText() {
    assertThat(HexView.parts(ByteText.hexLine(BYTES, 0), 6, 10))
        .containsExactly(
            "0000  30 31 32 33 34 35 ",
            "36 37  38 39",
            " 61 62 63 64 65 66  012345",
            "6789",
            "abcdef");
    assertThat(HexView.parts(ByteText.hexLine(BYTES, 1), 3, 4)).endsWith("j", "").hasSize(5);
  }

  @Test
  void aLineWithoutMarkedBytesIsWhole() {
    String line = ByteText.hexLine(BYTES, 0);
    assertThat(HexView.parts(line, 4, 4)).containsExactly(line);
  }

  @Test
  void longNumbersOfALineShiftTheRest() {
    byte[] large = new byte[0x10010];
    Arrays.fill(large, (byte) 'x');
    String line = ByteText.hexLine(large, 0x1000);
    assertThat(line).startsWith("10000 ");
    assertThat(HexView.parts(line, 15, 16)[1]).isEqualTo("78");
    assertThat(HexView.parts(line, 15, 16)[3]).isEqualTo("x");
    assertThat(String.join("", HexView.parts(line, 0, 16))).isEqualTo(line);
  }
}
