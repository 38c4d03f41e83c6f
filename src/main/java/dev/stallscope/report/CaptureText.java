package dev.stallscope.report;

import static dev.stallscope.diagnosis.QuantityText.count;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.KeyCoverage;
import dev.stallscope.capture.CaptureInterface;
import dev.stallscope.capture.CaptureWarning;
import dev.stallscope.capture.LinkType;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import dev.stallscope.tls.KeyLog;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was captured, and what is wrong with the capture file. */
public final class CaptureText {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A file that is damaged all over would fill the screen; the JSON form says it all. */
  private static final int MAX_WARNINGS = 5;

  private CaptureText() {}

  static void write(Analysis analysis, Page page) throws IOException {
    CaptureFacts facts = analysis.measurements().capture();
    page.line(page.ink().bold(Wrap.cut(String.join(", ", facts.files()), Page.WIDTH)));
    if (facts.packets() == 0) {
      page.line("  The capture is empty: it is valid but holds no packets.");
    } else {
      packets(facts, page);
      conversations(analysis, page);
    }
    for (KeyCoverage.Source source : analysis.keys().sources()) {
      page.paragraph("  ", "    ", keys(source, analysis.keys().connections()));
    }
    if (!analysis.keys().sources().isEmpty()) {
      page.paragraph("  ", "    ", DecryptionText.of(analysis.keys()));
    } else if (!analysis.keys().decryptions().isEmpty()) {
      page.paragraph("  ", "    ", DecryptionText.withoutKeys(analysis.keys()));
    }
    warnings(facts.warnings(), page);
  }

  private static void packets(CaptureFacts facts, Page page) throws IOException {
    page.line(
        "  %s, %s on the wire, %s %s UTC"
            .formatted(
                count(facts.packets(), "packet"),
                SizeText.of(facts.wireBytes()),
                facts.lastNanos() > facts.firstNanos()
                    ? DurationText.of(facts.lastNanos() - facts.firstNanos()) + " from"
                    : "at",
                DAY_AND_TIME.format(
                    Instant.ofEpochSecond(Math.floorDiv(facts.firstNanos(), Nanos.PER_SECOND)))));
  }

  private static void conversations(Analysis analysis, Page page) throws IOException {
    CaptureFacts facts = analysis.measurements().capture();
    int connections = analysis.measurements().connectionCount();
    int exchanges = analysis.measurements().exchanges().size();
    String held =
        connections + exchanges > 0
            ? count(connections, "connection") + ", " + count(exchanges, "exchange")
            : "no TCP connection (%s, %s)"
                .formatted(
                    count(facts.udpPackets(), "UDP packet"),
                    count(facts.otherPackets(), "other packet"));
    page.paragraph("  ", "    ", held + "; " + linkTypes(facts) + captured(facts));
  }

  /** The link types, each once: {@code Ethernet, Linux cooked}. */
  public static String linkTypes(CaptureFacts facts) {
    return facts.interfaces().stream()
        .map(CaptureInterface::linkType)
        .distinct()
        .map(LinkType::title)
        .collect(Collectors.joining(", "));
  }

  private static String captured(CaptureFacts facts) {
    String vantage = vantage(facts);
    return vantage.isEmpty() ? "" : "; captured " + vantage;
  }

  /** Where the capture stood, to follow the word captured; empty where TCP could not tell. */
  public static String vantage(CaptureFacts facts) {
    return switch (facts.vantage()) {
      case NEAR_CLIENT -> "near the client";
      case NEAR_SERVER -> "near the server";
      case MID_PATH -> "between client and server";
      case LOCAL -> "on one host";
      case UNKNOWN -> facts.tcpPackets() > 0 ? "at an unknown place" : "";
    };
  }

  private static String keys(KeyCoverage.Source source, int connections) {
    KeyLog log = source.keys().log();
    String labels =
        log.labels().entrySet().stream()
            .map(label -> label.getKey() + " " + label.getValue())
            .collect(Collectors.joining(", "));
    String unreadable =
        log.unreadableLines() == 0
            ? ""
            : "; %s that are no secrets".formatted(count(log.unreadableLines(), "line"));
    return "Keys of %s: %s%s%s. TLS connections with keys: %,d of %,d."
        .formatted(
            source.keys().name(),
            count(log.secrets(), "secret"),
            labels.isEmpty() ? "" : " (" + labels + ")",
            unreadable,
            source.connectionsWithKeys(),
            connections);
  }

  private static void warnings(List<CaptureWarning> warnings, Page page) throws IOException {
    for (CaptureWarning warning : warnings.subList(0, Math.min(MAX_WARNINGS, warnings.size()))) {
      page.paragraph("  ! ", "    ", warning.text());
    }
    if (warnings.size() > MAX_WARNINGS) {
      page.line(
          "  ! %s; --format json has them all."
              .formatted(count(warnings.size() - MAX_WARNINGS, "more warning")));
    }
  }
}
