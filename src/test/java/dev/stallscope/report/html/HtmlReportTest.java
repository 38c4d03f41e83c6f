package dev.stallscope.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.report.Labels;
import dev.stallscope.report.picture.PictureMeter;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.SampleCaptures;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  static Stream<Path> samples() {
    return SampleCaptures.samples().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void holdsAllFindingsAndNeedsNothingElse(Path sample) throws Exception {
    try (OpenCapture capture = open(sample)) {
      Document page = parse(write(capture, Labels.REDACTED));
      List<String> titles = new ArrayList<>(texts(page, "h2"));
      boolean isTrouble =
          capture.analysis().findings().stream()
              .anyMatch(finding -> finding.severity() != Severity.INFO);
      if (isTrouble) {
        titles.addAll(texts(page, "h1"));
      }
      assertThat(titles)
          .containsExactlyInAnyOrderElementsOf(
              capture.analysis().findings().stream().map(HtmlReportTest::title).toList());
      for (Element element : elements(page, "*")) {
        assertThat(element.getTagName())
            .isNotIn("script", "link", "img", "iframe", "object", "embed", "image", "use", "a");
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
          assertThat(attributes.item(i).getNodeName()).doesNotStartWith("on");
          assertThat(attributes.item(i).getNodeValue()).doesNotContain("//", "javascript:");
        }
      }
      assertThat(texts(page, "style").getFirst()).doesNotContain("url(", "@import");
    }
  }

  private static String title(Finding finding) {
    return Labels.REDACTED.text(finding.title());
  }

  @Test
  void drawsTheFindingsThatCostTime() throws Exception {
    try (OpenCapture capture = open(SampleCaptures.file("slow-reader"))) {
      Document page = parse(write(capture, Labels.REDACTED));
      assertThat(texts(page, "h1"))
          .containsExactly("The client program stopped reading for 2.41 s");
      assertThat(elements(page, "svg"))
          .filteredOn(svg -> "img".equals(svg.getAttribute("role")))
          .hasSize(2);
      assertThat(texts(page, "text"))
          .contains("receive buffer full · not read 2.41 s", "GET /bytes/800000");
    }
  }

  @Test
  void masksSecretsAndEscapesMarkup(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("hostile.pcap");
    CaptureScript.parse(
            """
            client 0ms    SYN
            server 20ms   SYN,ACK
            client 20ms   ACK
            client 21ms   data "GET /a?password=hunter2&x=<script>alert(1)</script> HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n"
            server 41ms   ACK
            server 2000ms data "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok"
            client 2020ms ACK
            """)
        .writeTo(file);
    try (OpenCapture capture = open(file)) {
      String html = write(capture, Labels.REDACTED);
      assertThat(html).contains("/a?").doesNotContain("hunter2", "<script");
      assertThat(write(capture, Labels.REVEALED)).contains("hunter2").doesNotContain("<script");
      parse(html);
    }
  }

  private static OpenCapture open(Path file) throws Exception {
    return CaptureOpening.openWhole(List.of(file), List.of(), AnalysisProgress.NONE);
  }

  private static String write(OpenCapture capture, Labels labels) throws Exception {
    StringBuilder html = new StringBuilder();
    HtmlReport.write(capture, labels, new PictureMeter(), html);
    return html.toString();
  }

  /** The page is written so that an XML parser takes it too, which is stricter than any browser. */
  private static Document parse(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }

  private static List<String> texts(Document page, String tag) {
    return elements(page, tag).stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
