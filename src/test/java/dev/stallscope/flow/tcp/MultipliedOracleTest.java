package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.bench.CaptureMultiplier;
import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Tshark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Labels of hundreds of interleaved connections, counted per stream, against the tshark that is
 * installed.
 */
class MultipliedOracleTest {
  private static final long BYTES = 20_000_000;
  private static final String PREFIX = "tcp.analysis.";

  /** Captures that together show each label but those of a closed window and of a rest. */
  private static final List<String> SAMPLES =
      List.of(
          "dropped-packets",
          "duplicated",
          "healthy-idle-keep-alive",
          "packet-loss",
          "reordering",
          "retry-storm",
          "rto-backoff",
          "small-receive-window",
          "tail-loss-probe");

  private static final String CLOSED_WINDOW_AND_REST =
      """
      client  0ms      handshake rtt 40ms
      client  41ms     http-request GET /
      server  90ms     data "HTTP/1.1 200 OK\\r\\nContent-Length: 64199\\r\\n\\r\\n" + 64198 split
      client  90.2ms   ACK win 0
      server  330ms    data 1
      client  330.1ms  ACK 64240
      server  770ms    keep-alive 0
      client  770.1ms  ACK 64240
      client  2090ms   ACK win 64128
      idle: client  100ms   handshake rtt 40ms
      idle: client  141ms   http-request GET /
      idle: server  181ms   http-response 200 100
      idle: client  181.1ms ACK
      idle: client  5000ms  keep-alive
      idle: server  5040ms  ACK
      """;

  @TempDir private Path folder;

  @Test
  void interleavedConnectionsAreLabelledAsWiresharkLabelsThem()
      throws IOException, InterruptedException {
    Path file = folder.resolve("multiplied.pcap");
    CaptureMultiplier.write(file, BYTES, samples());
    LabelComparison comparison = new LabelComparison();
    List<Map<String, String>> streams = streams(file);
    try (CaptureReader reader = CaptureFile.open(file)) {
      comparison.compare("", TrackedCapture.of(reader), streams);
    }

    assertThat(streams.size()).isGreaterThan(100);
    assertThat(comparison.missingStreams()).isEmpty();
    assertThat(comparison.different()).isEmpty();
    assertThat(LabelComparison.LABELS.keySet())
        .filteredOn(label -> comparison.labelled(label) == 0)
        .isEmpty();
  }

  private List<Path> samples() throws IOException {
    List<Path> samples = new ArrayList<>(SAMPLES.stream().map(SampleCaptures::file).toList());
    samples.add(
        CaptureScript.parse(CLOSED_WINDOW_AND_REST)
            .writeTo(folder.resolve("window-and-rest.pcap")));
    return samples;
  }

  private List<Map<String, String>> streams(Path file) throws IOException, InterruptedException {
    List<String> fields = new ArrayList<>(List.of("frame.number", "tcp.stream"));
    LabelComparison.LABELS.keySet().forEach(label -> fields.add(PREFIX + label));
    Map<Integer, Map<String, String>> streams = new TreeMap<>();
    for (Map<String, String> packet :
        Tshark.fields(file, folder, "tcp && !icmp && !icmpv6", fields)) {
      Map<String, String> stream =
          streams.computeIfAbsent(
              Integer.valueOf(packet.get("tcp.stream")), number -> begun(number, packet));
      for (String label : LabelComparison.LABELS.keySet()) {
        if (!packet.get(PREFIX + label).isEmpty()) {
          stream.compute(label, (key, count) -> String.valueOf(Integer.parseInt(count) + 1));
        }
      }
    }
    return List.copyOf(streams.values());
  }

  private static Map<String, String> begun(int number, Map<String, String> packet) {
    Map<String, String> stream = new TreeMap<>();
    stream.put("stream", String.valueOf(number));
    stream.put("first_frame", packet.get("frame.number"));
    LabelComparison.LABELS.keySet().forEach(label -> stream.put(label, "0"));
    return stream;
  }
}
