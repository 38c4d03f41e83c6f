package dev.stallscope.protocol.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Endpoint;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.CaptureFlows;
import dev.stallscope.protocol.CaptureFlows.Found;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Differences;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.quic.QuicDecoder;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Truth;
import dev.stallscope.tls.KeyLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Header sections of other people's captures, against those of an independent reader: tshark 4.0
 * has no QPACK.
 */
class Http3OracleTest {
  private static final List<String> FIELDS =
      List.of("method", "scheme", "authority", "path", "status", "ctype", "nhdrs");

  private static final String DRAFT = "draft 22 of QUIC is not opened";

  /** By capture, packet with stream, and field. */
  private static final Map<String, String> REASONS =
      Differences.reasons(
          Differences.because(
              DRAFT,
              "quic/pcap2qlog__ngtcp2_test.pcapng",
              "6/0",
              "method",
              "scheme",
              "authority",
              "path",
              "nhdrs"),
          Differences.because(
              DRAFT, "quic/pcap2qlog__ngtcp2_test.pcapng", "12/0", "status", "ctype", "nhdrs"));

  private final Differences differences = new Differences(REASONS);

  @Test
  void readsTheSectionsThatAnotherReaderReads() throws IOException {
    for (Map.Entry<String, List<Map<String, String>>> file : Truth.rowsByFile("http3").entrySet()) {
      List<Found> flows =
          read(SampleCaptures.open(file.getKey()), Truth.keyLog(file.getKey()).orElseThrow());
      for (Map<String, String> row : file.getValue()) {
        if (!column(row, "method").isEmpty() || !column(row, "status").isEmpty()) {
          compare(row, flows);
        }
      }
    }
    differences.assertExplained(100, FIELDS);
  }

  /** Loss, key updates, segmentation offload, and a table that fills. */
  @Test
  void leavesNoFieldUnknownWhereAllWasCaptured() throws IOException {
    Path made = SampleCaptures.sharedFolder().resolve("made");
    for (String name : List.of("q", "qp")) {
      List<Message> messages =
          read(made.resolve(name + ".pcap"), made.resolve(name + ".keys")).stream()
              .flatMap(flow -> flow.recorder().messages().stream())
              .toList();
      assertThat(messages)
          .as(name)
          .hasSizeGreaterThan(2)
          .allMatch(
              message ->
                  message.content() instanceof HttpRequest
                      || message.content() instanceof HttpResponse);
    }
  }

  private static List<Found> read(Path capture, Path keys) throws IOException {
    try (Stream<String> lines = Files.lines(keys)) {
      List<ProtocolDecoder> decoders =
          List.of(new QuicDecoder(KeyLog.read(lines)), new Http3Decoder());
      return CaptureFlows.read(capture, decoders).stream()
          .filter(flow -> flow.transport() == Transport.UDP)
          .toList();
    }
  }

  private void compare(Map<String, String> row, List<Found> flows) {
    Map<String, String> ours =
        flows.stream()
            .filter(flow -> hasEnd(flow, column(row, "src")))
            .flatMap(flow -> flow.recorder().messages().stream())
            .filter(message -> isMeant(row, message))
            .findFirst()
            .map(Http3OracleTest::told)
            .orElse(Map.of());
    for (String field : FIELDS) {
      differences.compare(
          column(row, "file"),
          column(row, "frame") + "/" + column(row, "sid"),
          field,
          ours.getOrDefault(field, ""),
          column(row, field));
    }
  }

  private static boolean hasEnd(Found flow, String end) {
    return flow.recorder().connections().stream()
        .anyMatch(one -> isNamed(one.client(), end) || isNamed(one.server(), end));
  }

  /** The table has addresses without brackets. */
  private static boolean isNamed(Endpoint endpoint, String name) {
    return (endpoint.address() + ":" + endpoint.port()).equals(name);
  }

  private static boolean isMeant(Map<String, String> row, Message message) {
    int packet = Integer.parseInt(column(row, "frame")) - 1;
    boolean isRequest = !column(row, "method").isEmpty();
    return message.correlation().equals(new Correlation.ByKey(Long.parseLong(column(row, "sid"))))
        && message.role() == (isRequest ? MessageRole.REQUEST : MessageRole.RESPONSE)
        && message.span().firstPacket() <= packet
        && packet <= message.span().lastPacket();
  }

  private static Map<String, String> told(Message message) {
    return switch (message.content()) {
      case HttpRequest request ->
          Map.of(
              "method", request.method(),
              "scheme", request.scheme(),
              "authority", request.authority().orElse(""),
              "path", request.target(),
              "ctype", type(request.headers()),
              // The authority stands among the fields, as host.
              "nhdrs", "" + (request.headers().fields().size() + 3));
      case HttpResponse response ->
          Map.of(
              "status", "" + response.code(),
              "ctype", type(response.headers()),
              "nhdrs", "" + (response.headers().fields().size() + 1));
      default -> Map.of("status", message.content().label());
    };
  }

  private static String type(HttpHeaders headers) {
    return headers.first("content-type").orElse("");
  }

  private static String column(Map<String, String> row, String name) {
    return row.getOrDefault(name, "");
  }
}
