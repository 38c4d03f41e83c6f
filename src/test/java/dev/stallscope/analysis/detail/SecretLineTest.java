package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization: Bearer abc.def    | Authorization: Bearer *******",
        "Set-Cookie: id=77; Path=/        | Set-Cookie: id=**; Path=/",
        "X-Api-Key: 0123                  | X-Api-Key: ****",
        "Host: example.org                | Host: example.org",
        "GET /?a=1&password=x1y2 HTTP/1.1 | GET /?a=1&password=**** HTTP/1.1",
        "user=me&password=x1y2            | user=me&password=****",
        "{'user':'me','token':'t0k3n'}    | {'user':'me','token':'*****'}",
        "{'token' : '', 'n':1}            | {'token' : '', 'n':1}",
        "plain words: and more            | plain words: and more"
      })
  void hidesWhatIsTelling(String line, String shown) {
    assertThat(hide(new SecretLine(), line.replace('\'', '"'), true))
        .isEqualTo(shown.replace('\'', '"'));
  }

  @Test
  void aFieldGoesOnInTheNextPartOfItsLine() {
    SecretLine line = new SecretLine();
    assertThat(hide(line, "Cookie: a=1; b=2", false)).isEqualTo("Cookie: a=******");
    assertThat(hide(line, "34; c=5", true)).doesNotContain("5").hasSize(7);
    assertThat(hide(line, "Accept: text/html", true)).isEqualTo("Accept: text/html");
  }

  @Test
  void aSecretGoesOnInTheNextPartOfItsLine() {
    SecretLine line = new SecretLine();
    assertThat(hide(line, "a=1&token=12", false)).isEqualTo("a=1&token=**");
    assertThat(hide(line, "34&b=2", true)).isEqualTo("**&b=2");
  }

  @Test
  void bytesThatAreNoTextKeepTheirNumber() {
    Random random = new Random(7);
    SecretLine line = new SecretLine();
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      assertThat(line.hide(bytes, random.nextBoolean())).hasSize(bytes.length);
    }
  }

  private static String hide(SecretLine line, String text, boolean isLast) {
    byte[] shown = line.hide(text.getBytes(StandardCharsets.ISO_8859_1), isLast);
    return new String(shown, StandardCharsets.ISO_8859_1);
  }
}
