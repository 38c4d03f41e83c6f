package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.testkit.CaptureScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a peer sends reaches no terminal as it is: neither what it would obey, nor secrets. */
class HostileTextTest {
  private static final String SECRET = "s3cr3tvalue";
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2lnbmF0dXJl";
  private static final List<String> SECRET_TARGETS =
      List.of(
          "/a?token=" + SECRET,
          "/a?x=1&access_token=" + SECRET + "&y=2",
          "/a?api_key=" + SECRET,
          "/a?key=" + SECRET,
          "/a?password=" + SECRET,
          "/a?client_secret=" + SECRET,
          "/a?X-Amz-Signature=" + SECRET,
          "/a?sig=" + SECRET,
          "/a?code=" + SECRET + "&state=x",
          "/a?sessionid=" + SECRET,
          "/a;jsessionid=" + SECRET,
          "http://user:" + SECRET + "@host.example/a",
          "/login/" + TOKEN + "/confirm");

  @TempDir Path folder;

  @Test
  void nothingThatATerminalObeysIsShown() throws IOException {
    byte[] target =
        "/\u001b[2J\u001b]0;title\u0007\u009b31m\u202egpj.\u2066x\u200b\u00ad\u007f\r?q="
            .concat("long".repeat(400))
            .getBytes(StandardCharsets.UTF_8);
    Analysis analysis = slow(target);
    for (String form : List.of(text(analysis, Labels.REVEALED), json(analysis, Labels.REVEALED))) {
      assertThat(form.codePoints().filter(c -> c != '\n' && c != '\r'))
          .allMatch(Printable::isVisible);
    }
    assertThat(text(analysis, Labels.REDACTED).lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void secretsAreHiddenInBothFormsUnlessRevealed() throws IOException {
    for (String target : SECRET_TARGETS) {
      Analysis analysis = slow(target.getBytes(StandardCharsets.UTF_8));
      assertThat(text(analysis, Labels.REDACTED) + json(analysis, Labels.REDACTED))
          .as(target)
          .contains("GET", "***")
          .doesNotContain(SECRET, TOKEN);
      assertThat(json(analysis, Labels.REVEALED)).contains(target);
    }
  }

  @Test
  void headersWithCredentialsAreShownNowhere() throws IOException {
    Analysis analysis =
        slow(
            "/a HTTP/1.1\r\nAuthorization: Bearer %1$s\r\nCookie: id=%1$s\r\nX-Api-Key: %1$s\r\nX:"
                .formatted(SECRET)
                .getBytes(StandardCharsets.UTF_8));
    assertThat(text(analysis, Labels.REDACTED) + json(analysis, Labels.REDACTED))
        .contains("/a")
        .doesNotContain(SECRET);
  }

  /** A request that waits two seconds for its answer, so that a finding speaks of it. */
  private Analysis slow(byte[] target) throws IOException {
    CaptureScript script =
        CaptureScript.parse(
            """
            client 0ms    handshake rtt 10ms
            client 20ms   data "GET " + $target + " HTTP/1.1\\r\\nHost: example.org\\r\\n\\r\\n"
            server 30ms   ACK
            server 2030ms http-response 200 500
            client 2040ms ACK
            """,
            Map.of("target", target));
    Path file = script.writeTo(folder.resolve("hostile.pcap"));
    Analysis analysis = Analyzer.analyze(List.of(file), AnalysisProgress.NONE);
    assertThat(analysis.findings()).isNotEmpty();
    return analysis;
  }

  private static String text(Analysis analysis, Labels labels) throws IOException {
    StringBuilder text = new StringBuilder();
    TextReport.write(analysis, labels, Ink.PLAIN, text);
    return text.toString();
  }

  private static String json(Analysis analysis, Labels labels) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(analysis, labels, out);
    assertThat(new ObjectMapper().readTree(out.toByteArray()).get("exchanges")).isNotEmpty();
    return out.toString(StandardCharsets.UTF_8);
  }
}
