package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CurlCommandTest {
  @Test
  void aPlainRequestIsAPlainCommand() {
    CurlCommand command = command("GET", "/bikes?size=5", HttpVersion.HTTP_1_1);
    assertThat(command.text()).isEqualTo("curl --http1.1 'http://shop.test/bikes?size=5'");
    assertThat(command.isMasked()).isFalse();
    assertThat(command.needsBody()).isFalse();
  }

  @Test
  void whatCurlWritesItselfIsLeftOutAndTheRestKept() {
    CurlCommand command =
        command(
            "DELETE",
            "/cart",
            HttpVersion.HTTP_2,
            new Field("content-length", "0"),
            new Field("connection", "keep-alive"),
            new Field("accept-encoding", "gzip, br"),
            new Field("x-empty", ""),
            new Field("accept", "*/*"));
    assertThat(command.text())
        .isEqualTo(
            "curl --http2-prior-knowledge -X DELETE http://shop.test/cart --compressed"
                + " -H 'x-empty;' -H 'accept: */*'");
  }

  @Test
  void secretsAreMasked() {
    CurlCommand command =
        command(
            "GET",
            "/?token=sesame",
            HttpVersion.HTTP_1_1,
            new Field("Authorization", "Bearer sesame"),
            new Field("Cookie", "session=sesame; theme=dark"),
            new Field("X-Api-Key", "sesame"));
    assertThat(command.text()).doesNotContain("sesame").contains("-H 'Authorization: Bearer ***'");
    assertThat(command.isMasked()).isTrue();
  }

  @Test
  void whatCurlWouldReadAsAPatternOrShortenIsSentAsItStands() {
    assertThat(command("GET", "/a[1-3]/../{b}", HttpVersion.HTTP_1_1).text())
        .isEqualTo("curl --http1.1 --globoff --path-as-is 'http://shop.test/a[1-3]/../{b}'");
  }

  @Test
  void theShellGivesCurlWhatWasOnTheWire() throws Exception {
    String nasty = "it's \"$HOME\" `id` \\ !x \t\u00e9 end";
    CurlCommand command =
        command("GET", "/o'clock;id", HttpVersion.HTTP_1_1, new Field("X-Note", nasty));
    assertThat(words(command.text()))
        .containsExactly("--http1.1", "http://shop.test/o'clock;id", "-H", "X-Note: " + nasty);
  }

  @Test
  void fieldsThatNoClientCouldSendAreLeftOut() {
    CurlCommand command =
        command(
            "GET",
            "/",
            HttpVersion.HTTP_1_1,
            new Field("@etc/passwd", "x"),
            new Field("X-Null", "a\0b"));
    assertThat(command.text()).isEqualTo("curl --http1.1 http://shop.test/");
  }

  /** What bash makes of the command's words, byte for byte. */
  private static List<String> words(String command) throws Exception {
    Process bash =
        new ProcessBuilder("bash", "-c", "curl() { printf '%s\\n' \"$@\"; }\n" + command).start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output.lines().toList();
  }

  private static CurlCommand command(
      String method, String target, HttpVersion version, Field... fields) {
    HttpHeaders.Builder headers = new HttpHeaders.Builder().add("host", "shop.test");
    List.of(fields).forEach(field -> headers.add(field.name(), field.value()));
    return CurlCommand.redacted(
        new HttpRequest(
            method,
            target,
            "http",
            version,
            headers.build(),
            HttpHeaders.NONE,
            HttpBody.NONE,
            0,
            0));
  }
}
