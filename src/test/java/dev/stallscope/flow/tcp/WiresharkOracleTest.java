package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.NoCaptureException;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Truth;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Labels of other people's captures, counted per stream, against what tshark 4.0 counted. */
class WiresharkOracleTest {
  /** Captures in which counts differ, and why. */
  private static final Map<String, String> EXPLAINED =
      Map.of(
          "zeek__reassembly.", "first IP fragments count whole here, as the peer's ACKs do",
          "zeek__pppoe-over-qinq.pcap", "IP lengths that go beyond the PPPoE frame, by padding",
          "deepflow__xiangdao-retrans.pcap",
              "original frame lengths that contradict the IP lengths",
          "libpcap__AH-IPcomp-IPv6.pcap", "compressed datagrams are not unpacked here",
          "zeek__gtp9_unknown_or_too_short_payload.pcap",
              "a cut inner packet that is not read here",
          "arkime__tcp-reassembly-synthetic.pcap 9", "a SYN after the end opens a connection here",
          "tcpdump__mptcp-fclose.pcap", "a fast close is no duplicate ACK (RFC 8684 section 4)",
          "malformed/", "what is left of a damaged packet is a matter of taste",
          "suricata__tcp-fastopen-10", "SYN-ACKs with two numbers in turn",
          "suricata__tls-subjectaltname.pcap",
              "answers for an older connection between the same ports spoil no numbers here");

  /** Streams of packets that are not decoded here: arcnet, ayiya, ERSPAN, and damaged ones. */
  private static final Set<String> MISSING_STREAMS =
      Set.of(
          "link-types/arkime__gre-erspan-vxlan.pcap 0",
          "link-types/libpcap__arcnet-rfc1051-arp-icmp-http.pcap 0",
          "link-types/libpcap__arcnet-rfc1201-arp-icmp-http.pcap 0",
          "link-types/tcpdump__arcnet-rfc1051-arp-icmp-http.pcap 0",
          "link-types/zeek__ayiya3.pcap 0",
          "link-types/zeek__llc.pcap 0",
          "malformed/derived__packtgrpc__Bidi_Streaming.fuzz2.pcapng 17",
          "malformed/derived__packtgrpc__Bidi_Streaming.fuzz2.pcapng 25",
          "malformed/pcapplusplus__tcp-malformed.pcap 0",
          "malformed/tcpdump__bgp_pmsi_tunnel-oobr.pcap 0");

  private final LabelComparison comparison = new LabelComparison();

  @Test
  void labelsAreCountedAsWiresharkCountsThem() throws IOException {
    Map<String, List<Map<String, String>>> truth = Truth.rowsByFile("tcp_streams");
    for (Map.Entry<String, List<Map<String, String>>> file : truth.entrySet()) {
      compare(file.getKey(), file.getValue());
    }
    Map<String, Set<String>> unexplained = new TreeMap<>();
    comparison
        .different()
        .forEach(
            (label, streams) -> {
              assertThat(streams.size() * 100)
                  .as("%s differs in %s", label, streams)
                  .isLessThan(comparison.compared(label));
              unexplained(streams).ifPresent(left -> unexplained.put(label, left));
            });
    assertThat(unexplained).isEmpty();
    assertThat(comparison.missingStreams()).isSubsetOf(MISSING_STREAMS);
    assertThat(comparison.compared("retransmission")).isGreaterThan(2600);
  }

  private static Optional<Set<String>> unexplained(Set<String> streams) {
    Set<String> left =
        streams.stream()
            .filter(stream -> EXPLAINED.keySet().stream().noneMatch(stream::contains))
            .collect(Collectors.toCollection(TreeSet::new));
    return left.isEmpty() ? Optional.empty() : Optional.of(left);
  }

  private void compare(String file, List<Map<String, String>> streams) throws IOException {
    try (CaptureReader reader = CaptureFile.open(SampleCaptures.open(file))) {
      comparison.compare(file, TrackedCapture.of(reader), streams);
    } catch (NoCaptureException e) {
      return; // formats that are not read: snoop and the like
    }
  }
}
