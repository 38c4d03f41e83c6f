package dev.stallscope.protocol.quic;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.CaptureFlows;
import dev.stallscope.protocol.CaptureFlows.Found;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.Differences;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Truth;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connections and hellos of other people's captures, against tshark's. */
class QuicOracleTest {
  private static final String QUOTED = "quoted by ICMP errors, not sent";

  private static final String TWICE =
      "the hello comes in two Initials, the first of them twice: tshark does not put it together";

  /** By capture, UDP stream and field; each was looked at in the packets. */
  private static final Map<String, String> REASONS =
      Differences.reasons(
          Differences.because(
              "a length of 0 where a packet has 20 bytes at least",
              "malformed/derived__zeek__chromium-115.0.5790.110-api-cirrus-com.fuzz2.pcap",
              "1",
              "frames"),
          Differences.because(
              TWICE, "quic/mercury__quic-crypto-packets.pcap", "177", "sni", "alpn"),
          Differences.because(
              TWICE, "quic/mercury__quic-crypto-packets.pcap", "181", "sni", "alpn"),
          Differences.because(
              QUOTED, "quic/spindump__trace_quic_v23_ats_readdr.pcap", "0", "frames"),
          Differences.because(QUOTED, "quic/spindump__trace_quic_v23_quicly.pcap", "1", "frames"));

  private final Differences differences = new Differences(REASONS);

  @Test
  void readsTheHandshakesThatTsharkReads() throws IOException {
    for (Map.Entry<String, List<Map<String, String>>> file : Truth.rowsByFile("quic").entrySet()) {
      List<Found> flows =
          CaptureFlows.read(SampleCaptures.open(file.getKey()), List.of(new QuicDecoder()));
      for (Map<String, String> row : file.getValue()) {
        if (isRead(row)) {
          compare(row, flows);
        }
      }
    }
    differences.assertExplained(1000, List.of("sni", "alpn", "frames"));
  }

  /** Older drafts and gQUIC are not decoded. */
  private static boolean isRead(Map<String, String> row) {
    return Arrays.stream(row.get("versions").split("\\|"))
        .filter(version -> version.startsWith("0x"))
        .map(version -> Bytes.i32(HexFormat.of().parseHex(version.substring(2)), 0))
        .anyMatch(version -> QuicVersion.of(version).isPresent());
  }

  private void compare(Map<String, String> row, List<Found> flows) {
    // tshark numbers what tunnels carry, too: endpoints tell which flow is meant.
    List<Found> flow = flows.stream().filter(one -> isOf(row, one)).toList();
    List<QuicHandshake> handshakes =
        flow.stream()
            .flatMap(one -> one.recorder().setups().stream())
            .map(setup -> (QuicHandshake) setup.content())
            .toList();
    differ(row, "sni", handshakes.stream().flatMap(one -> one.serverName().stream()).toList());
    differ(
        row,
        "alpn",
        handshakes.stream()
            .filter(one -> !one.protocolsOffered().isEmpty())
            .map(one -> String.join(";", one.protocolsOffered()))
            .toList());
    long frames =
        flow.stream()
            .flatMap(one -> one.recorder().connections().stream())
            .mapToLong(QuicOracleTest::frames)
            .sum();
    differ(row, "frames", List.of("" + frames));
  }

  private static boolean isOf(Map<String, String> row, Found flow) {
    Endpoint a = endpoint(row, "a", "ap");
    Endpoint b = endpoint(row, "b", "bp");
    return flow.recorder().connections().stream()
        .anyMatch(
            one ->
                one.client().equals(a) && one.server().equals(b)
                    || one.client().equals(b) && one.server().equals(a));
  }

  private static Endpoint endpoint(Map<String, String> row, String address, String port) {
    return new Endpoint(
        IpAddress.parse(row.getOrDefault(address, "")),
        Integer.parseInt(row.getOrDefault(port, "")));
  }

  private static long frames(DatagramConnection connection) {
    return connection.fromClient().packets() + connection.fromServer().packets();
  }

  private void differ(Map<String, String> row, String field, List<String> ours) {
    differences.compare(
        row.getOrDefault("file", ""),
        row.getOrDefault("udp_stream", ""),
        field,
        String.join("|", ours.stream().distinct().toList()),
        row.getOrDefault(field, ""));
  }
}
