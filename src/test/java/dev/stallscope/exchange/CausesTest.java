package dev.stallscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.SampleCaptures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CausesTest {
  private static final String OPENED =
      """
      client 0ms SYN
      server 1ms SYN,ACK
      client 1ms ACK
      """;

  @TempDir Path folder;

  @Test
  void aRedirectCausesWhatItLeadsToAndAPageWhatRefersToIt() throws Exception {
    List<Exchange> exchanges =
        read(
            OPENED
                + request(2, "/old", "")
                + response(20, "302 Found", "Location: /new\\r\\n")
                + request(22, "/new", "")
                + response(40, "200 OK", "")
                + request(42, "/style.css", "Referer: http://shop.test/new\\r\\n")
                + response(60, "200 OK", "")
                + request(62, "/other", "Referer: http://elsewhere.test/\\r\\n")
                + response(80, "200 OK", ""));
    Causes causes = Causes.of(exchanges);
    int old = id(exchanges, "GET /old");
    int page = id(exchanges, "GET /new");
    int style = id(exchanges, "GET /style.css");
    assertThat(causes.of(page)).isEqualTo(old);
    assertThat(causes.of(style)).isEqualTo(page);
    assertThat(causes.of(id(exchanges, "GET /other"))).isEqualTo(-1);
    assertThat(causes.causedBy(page)).containsExactly(style);
  }

  @Test
  void whatWasAskedBeforeTheAnswerBeganIsNotCausedByIt() throws Exception {
    List<Exchange> exchanges =
        read(
            OPENED
                + request(2, "/page", "")
                + request(5, "/early", "Referer: http://shop.test/page\\r\\n")
                + response(20, "200 OK", "")
                + response(21, "200 OK", ""));
    assertThat(Causes.of(exchanges).of(id(exchanges, "GET /early"))).isEqualTo(-1);
  }

  @Test
  void anExchangeCausesTheSetUpThatItWaitedFor() throws Exception {
    try (OpenCapture capture =
        CaptureOpening.openWhole(
            List.of(SampleCaptures.file("dns-timeout")), List.of(), AnalysisProgress.NONE)) {
      List<Exchange> exchanges = capture.analysis().measurements().exchanges();
      Causes causes = Causes.of(exchanges);
      int request =
          exchanges.stream()
              .filter(one -> one.label().startsWith("GET "))
              .findFirst()
              .orElseThrow()
              .id();
      assertThat(causes.causedBy(request)).isNotEmpty();
      assertThat(exchanges.get(causes.causedBy(request)[0]).kind().isSetUp()).isTrue();
    }
  }

  private List<Exchange> read(String script) throws Exception {
    Path file = CaptureScript.parse(script).writeTo(folder.resolve("script.pcap"));
    try (OpenCapture capture =
        CaptureOpening.openWhole(List.of(file), List.of(), AnalysisProgress.NONE)) {
      return capture.analysis().measurements().exchanges();
    }
  }

  private static int id(List<Exchange> exchanges, String label) {
    return exchanges.stream()
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static String request(int millis, String path, String fields) {
    return "client %dms data \"GET %s HTTP/1.1\\r\\nHost: shop.test\\r\\n%s\\r\\n\"\n"
        .formatted(millis, path, fields);
  }

  private static String response(int millis, String status, String fields) {
    return "server %dms data \"HTTP/1.1 %s\\r\\nContent-Length: 0\\r\\n%s\\r\\n\"\n"
        .formatted(millis, status, fields);
  }
}
