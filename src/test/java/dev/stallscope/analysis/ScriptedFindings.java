package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.Stall;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.time.DurationText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the whole program finds in a {@link CaptureScript}: the scenario becomes a capture file, and
 * the file is analysed as a user's would be.
 *
 * <pre>
 * assertThat(findingsOf("""
 *         client  0ms    handshake rtt 40ms
 *         client  41ms   http-request GET /
 *         server  81ms   ACK
 *         server  381ms  http-response 200 2000 split
 *         expect  stall 81ms..381ms slow-server-response
 *         """))
 *     .containsExactly("critical slow-server-response 300 ms by server-application in 5 6");
 * </pre>
 *
 * <p>A line tells severity, id, time lost, who has to act, and the packets of the proof as
 * Wireshark numbers them: the worst place first, no more than {@value #SHOWN_PACKETS}. Because all
 * lines above info are compared, a verdict too many fails the test; so does time without an owner,
 * or with two. A line {@code expect stall FROM..TO CAUSE} holds where a stall of that cause covers
 * that time within a fifth (STALLS 8).
 */
public final class ScriptedFindings {
  private static final int SHOWN_PACKETS = 4;
  private static final double OVERLAP = 0.8;

  private ScriptedFindings() {}

  /** The findings above info, by time lost; stalls that the scenario expects are checked too. */
  public static List<String> findingsOf(String script) {
    return findingsOf(script, Map.of());
  }

  /** The same for a scenario that uses payloads by name. */
  public static List<String> findingsOf(String script, Map<String, byte[]> payloads) {
    CaptureScript scenario = CaptureScript.parse(script, payloads);
    Analysis analysis = analyse(scenario);
    scenario.expectations().forEach(expectation -> assertHolds(analysis, expectation));
    return lines(analysis, true);
  }

  /** The findings of severity info. */
  public static List<String> notesOf(String script) {
    return lines(analysisOf(script), false);
  }

  /** The same for a scenario that uses payloads by name. */
  public static List<String> notesOf(String script, Map<String, byte[]> payloads) {
    return lines(analyse(CaptureScript.parse(script, payloads)), false);
  }

  /** The one finding with an id, for its words and numbers. */
  public static Finding findingOf(String id, String script) {
    List<Finding> findings =
        analysisOf(script).findings().stream().filter(f -> f.rule().id().equals(id)).toList();
    assertThat(findings).as(id).hasSize(1);
    return findings.getFirst();
  }

  /** All that is known of a scenario. */
  public static Analysis analysisOf(String script) {
    return analyse(CaptureScript.parse(script));
  }

  private static Analysis analyse(CaptureScript scenario) {
    try {
      Path file = Files.createTempFile("scenario", ".pcap");
      try {
        Analysis analysis =
            Analyzer.analyze(List.of(scenario.writeTo(file)), AnalysisProgress.NONE);
        assertThat(TimePartition.violations(analysis)).isEmpty();
        return analysis;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The findings above info, or those of severity info. */
  static List<String> lines(Analysis analysis, boolean isAboveInfo) {
    return analysis.findings().stream()
        .filter(finding -> isAboveInfo == (finding.severity() != Severity.INFO))
        .map(ScriptedFindings::line)
        .toList();
  }

  private static String line(Finding finding) {
    String packets =
        finding.packets().stream()
            .limit(SHOWN_PACKETS)
            .map(index -> String.valueOf(index + 1))
            .collect(Collectors.joining(" "));
    return "%s %s %s by %s in %s"
        .formatted(
            finding.severity().id(),
            finding.rule().id(),
            DurationText.of(finding.timeLostNanos()),
            finding.party().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            packets);
  }

  private static void assertHolds(Analysis analysis, String expectation) {
    String[] words = expectation.split(" ");
    assertThat(words).as(expectation).hasSize(3).startsWith("stall");
    String[] ends = words[1].split("\\.\\.");
    long from = CaptureScript.at(ends[0]);
    long to = CaptureScript.at(ends[1]);
    assertThat(analysis.measurements().stalls())
        .as(expectation)
        .anyMatch(stall -> stall.cause().id().equals(words[2]) && overlap(stall, from, to));
  }

  /** Whether what both cover is at least four fifths of what either covers. */
  private static boolean overlap(Stall stall, long from, long to) {
    long both = Math.min(stall.endNanos(), to) - Math.max(stall.startNanos(), from);
    long either = Math.max(stall.endNanos(), to) - Math.min(stall.startNanos(), from);
    return both >= OVERLAP * either;
  }
}
