package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteTextTest {
  @Test
  void aHexLineHasSixteenBytesAndTheirCharacters() {
    byte[] bytes = "GET /index.html HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(ByteText.hexLine(bytes, 0))
        .isEqualTo("0000  47 45 54 20 2f 69 6e 64  65 78 2e 68 74 6d 6c 20  GET /index.html ");
    assertThat(ByteText.hexLine(bytes, 1))
        .isEqualTo("0010  48 54 54 50 2f 31 2e 31  0d 0a                    HTTP/1.1..");
  }

  @Test
  void textIsReadAsUtf8OrByteByByte() {
    assertThat(ByteText.text("caf\u00e9\r\n\u0000".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("caf\u00e9\n.");
    assertThat(ByteText.text(new byte[] {'a', (byte) 0xe9, 'b'})).isEqualTo("a\u00e9b");
  }
}
