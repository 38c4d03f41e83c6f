package dev.stallscope.protocol.http2;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.CaptureFlows;
import dev.stallscope.protocol.CaptureFlows.Found;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Differences;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.grpc.GrpcApplication;
import dev.stallscope.protocol.grpc.GrpcRequest;
import dev.stallscope.protocol.grpc.GrpcResponse;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.stream.PartialRequest;
import dev.stallscope.protocol.http.stream.PartialResponse;
import dev.stallscope.protocol.http1.Http1Decoder;
import dev.stallscope.protocol.tls.TlsDecoder;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Truth;
import dev.stallscope.tls.KeyLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Streams of other people's captures, those with keys too, against tshark's. */
class Http2OracleTest {
  private static final List<String> FIELDS =
      List.of("method", "scheme", "authority", "path", "status", "ctype", "data_c2s", "data_s2c");

  private static final List<String> CALL_FIELDS = List.of("grpc_status", "grpc_msgs");

  /** Marks a row of which header fields are missing. */
  private static final String PARTIAL = "partial";

  /** What is not known, or not kept, of a message of which fields are missing. */
  private static final Set<String> NOT_TOLD_BY_PARTS =
      Set.of("scheme", "authority", "data_c2s", "data_s2c", "grpc_msgs", "grpc_status");

  private static final String PADDING = "tshark counts the padding of DATA frames";

  private static final String PROMISE =
      "tshark takes a PUSH_PROMISE on the stream for its request, and its answer for an upload";

  private static final String CANCELLED = "the client gave it up before the answer came";

  private static final String CUT =
      "the only packet of the answer holds a part of its DATA frame, which tshark leaves out";

  /** By capture, stream and field; each was looked at in the packets. */
  private static final Map<String, String> REASONS =
      Differences.reasons(
          padded("good-web/mercury__test_decrypt.pcap", "7/1", "16/1", "19/1"),
          padded(
              "good-web/suricata__http2-compression-bug.pcap", "0/1", "0/3", "0/5", "0/7", "0/9"),
          padded("good-web/waterfall__www.google.com-tcpdump.pcap", "2/1", "4/1"),
          Differences.because(
              PROMISE,
              "good-web/arkime__http2-nghttp2.pcap",
              "0/13",
              "path",
              "data_c2s",
              "data_s2c"),
          Differences.because(
              CANCELLED,
              "good-web/mercury__test_decrypt.pcap",
              "6/5",
              "status",
              "ctype",
              "data_s2c"),
          Differences.because(
              CUT, "grpc/deepflow__grpc-unary.pcap", "0/1", "data_s2c", "grpc_msgs"));

  private static Map<String, String> padded(String capture, String... streams) {
    Map<String, String> reasons = new HashMap<>();
    for (String stream : streams) {
      reasons.putAll(Differences.because(PADDING, capture, stream, "data_s2c"));
    }
    return reasons;
  }

  private final Differences differences = new Differences(REASONS);

  private interface Comparison {
    void compare(Map<String, String> row, Map<String, String> ours);
  }

  @Test
  void readsTheStreamsThatTsharkReads() throws IOException {
    forEach(
        "http2",
        (row, ours) -> {
          boolean isAnyMessage =
              !row.getOrDefault("method", "").isEmpty()
                  || !row.getOrDefault("status", "").isEmpty();
          if (isAnyMessage) {
            compare(row, ours, FIELDS);
          }
        });
    differences.assertExplained(500, FIELDS);
  }

  @Test
  void readsTheCallsThatTsharkReads() throws IOException {
    forEach("grpc", (row, ours) -> compare(row, ours, CALL_FIELDS));
    differences.assertExplained(10, CALL_FIELDS);
  }

  private void compare(Map<String, String> row, Map<String, String> ours, List<String> fields) {
    for (String field : fields) {
      if (ours.containsKey(PARTIAL) && NOT_TOLD_BY_PARTS.contains(field)) {
        continue;
      }
      differences.compare(
          row.getOrDefault("file", ""),
          row.get("tcp") + "/" + row.get("sid"),
          field,
          ours.getOrDefault(field, ""),
          row.getOrDefault(field, ""));
    }
  }

  private void forEach(String table, Comparison comparison) throws IOException {
    for (Map.Entry<String, List<Map<String, String>>> file : Truth.rowsByFile(table).entrySet()) {
      Map<String, Map<String, String>> streams = new HashMap<>();
      Path capture = SampleCaptures.open(file.getKey());
      for (Found flow : CaptureFlows.read(capture, decoders(file.getKey()))) {
        if (flow.transport() == Transport.TCP) {
          flow.recorder().messages().forEach(message -> tell(flow.stream(), message, streams));
        }
      }
      file.getValue()
          .forEach(
              row ->
                  comparison.compare(
                      row, streams.getOrDefault(row.get("tcp") + "/" + row.get("sid"), Map.of())));
    }
  }

  private static List<ProtocolDecoder> decoders(String capture) throws IOException {
    List<ProtocolDecoder> decoders = new ArrayList<>();
    decoders.add(new Http1Decoder());
    decoders.add(new Http2Decoder(new GrpcApplication()));
    Optional<Path> keys = Truth.keyLog(capture);
    if (keys.isPresent()) {
      try (Stream<String> lines = Files.lines(keys.get())) {
        decoders.add(new TlsDecoder(KeyLog.read(lines)));
      }
    }
    return decoders;
  }

  /** Writes a message as the table has it, into the row of its stream. */
  private static void tell(int tcp, Message message, Map<String, Map<String, String>> streams) {
    if (message.protocol() == AppProtocol.HTTP1 || message.role() == MessageRole.INTERIM) {
      return;
    }
    // What HTTP/1.1 asked for before the upgrade is answered on stream 1.
    Object id = message.correlation() instanceof Correlation.ByKey(Object key) ? key : 1L;
    Map<String, String> row = streams.computeIfAbsent(tcp + "/" + id, _ -> new HashMap<>());
    row.putIfAbsent("data_c2s", "0");
    row.putIfAbsent("data_s2c", "0");
    if (message.content() instanceof GrpcRequest call) {
      row.put("grpc_msgs", "" + call.messages().count());
    } else if (message.content() instanceof GrpcResponse answer) {
      row.put("grpc_status", answer.grpcStatus().map(status -> "" + status.ordinal()).orElse(""));
      row.merge(
          "grpc_msgs",
          "" + answer.messages().count(),
          (sent, received) -> "" + (Integer.parseInt(sent) + Integer.parseInt(received)));
    }
    switch (message.content().carrier()) {
      case HttpRequest request -> {
        row.put("method", request.method());
        row.put("scheme", request.scheme());
        row.put("authority", request.authority().orElse(""));
        row.put("path", request.target());
        row.put("data_c2s", "" + request.body().wireBytes());
      }
      case PartialRequest request -> {
        row.put("method", request.method().orElse(""));
        row.put("path", request.path().orElse(""));
        row.put(PARTIAL, "");
      }
      case HttpResponse response -> {
        row.put("status", "" + response.code());
        row.put("ctype", response.headers().first("content-type").orElse(""));
        row.put("data_s2c", "" + response.body().wireBytes());
      }
      case PartialResponse response -> {
        row.put("status", response.status().orElse(""));
        row.put("ctype", response.headers().first("content-type").orElse(""));
      }
      default -> {}
    }
  }
}
