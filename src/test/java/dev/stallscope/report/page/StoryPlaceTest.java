package dev.stallscope.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.chart.Mark;
import dev.stallscope.report.Labels;
import dev.stallscope.report.picture.PictureMeter;
import dev.stallscope.testkit.CaptureScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a page shows the trouble: in an exchange or on a connection, up to what proves it. */
class StoryPlaceTest {
  @TempDir private Path folder;

  /** The set-up is all that can be read of it. */
  @Test
  void aConnectionOfUnknownContentIsShownAroundTheTimeThatItLost() throws IOException {
    List<String> texts =
        page(
            """
            client 0ms    handshake rtt 40ms
            client 1041ms data 0..20000
            server 1081ms ACK 20000 win 0
            client 1500ms keep-alive
            server 1540ms ACK 20000 win 0
            server 2881ms ACK 20000 win 64240
            client 2882ms data 20000..60000
            server 2922ms ACK 60000 win 64240
            """);
    assertThat(texts)
        .contains(
            "Shown: the connection from 10.0.0.1:40000 to 10.0.0.2:80",
            "receive buffer full · not read · 1.8 s")
        .noneMatch(text -> text.startsWith("connect "));
  }

  @Test
  void withoutTroubleTheBusiestConnectionIsShownWhereOnlyConnectsCanBeRead() throws IOException {
    assertThat(
            page(
                """
                small: client 0ms   handshake rtt 40ms
                small: client 41ms  data 0..20
                large: client 50ms  handshake rtt 30ms
                large: client 81ms  data 0..40
                large: server 111ms data 0..4000 every 1ms
                large: client 120ms ACK 4000
                """))
        .contains(
            "Nothing here costs noticeable time",
            "Shown: the connection from 10.0.0.1:40001 to 10.0.0.2:80",
            "in flight");
  }

  /** It is on its way for half a round trip after the wait for it is over. */
  @Test
  void theAnswerThatEndsAWaitIsShown() throws IOException {
    assertThat(
            page(
                """
                client 0ms   handshake rtt 200ms
                client 201ms http-request GET /slow
                server 901ms http-response 200 300
                client 902ms ACK
                """))
        .contains("#4 GET /slow HTTP/1.1", "#5 HTTP/1.1 200 OK");
  }

  private List<String> page(String script) throws IOException {
    Path file = CaptureScript.parse(script).writeTo(folder.resolve("script.pcap"));
    try (OpenCapture capture =
        CaptureOpening.openWhole(List.of(file), List.of(), AnalysisProgress.NONE)) {
      Story story = Story.costliest(capture, Labels.REDACTED);
      return ReportPage.marks(story, new PictureMeter(), 1280, 720).stream()
          .flatMap(
              mark -> mark instanceof Mark.Label label ? Stream.of(label.text()) : Stream.empty())
          .toList();
    }
  }
}
