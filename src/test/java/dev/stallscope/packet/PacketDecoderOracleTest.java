package dev.stallscope.packet;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.NoCaptureException;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Packets of every TCP and UDP conversation in the shared captures, compared with those that tshark
 * counted, and the payload of the TCP ones. TCP inside ICMP errors counts for the conversation it
 * speaks of, as there.
 *
 * <p>Outer UDP of tunnels is left out on both sides: tshark counts it as a conversation of its own
 * beside the inner one, and mixes inner addresses with outer ports in places.
 */
class PacketDecoderOracleTest {
  private static final Set<Integer> TUNNEL_PORTS = Set.of(2152, 4789, 4790, 6081);

  private static final String CUT_FRAGMENT =
      "a first fragment cut by the snap length: tshark reads it as if it were the whole datagram,"
          + " here it waits for the others";
  private static final String JUMBO =
      "tshark 4.0 does not follow a payload length of 0 with a jumbo option";
  private static final String TUNNEL = "LISP, Teredo and AYIYA tunnels are not followed here";
  private static final String CUT =
      "frames that were cut, with the cut length as the original one: IP knows better, tshark"
          + " believes the frame";
  private static final String READER = "the readers differ in what they make of a damaged file";

  /** Files in which the two disagree, by a part of their path, and why. */
  private static final Map<String, String> EXPLAINED =
      Map.ofEntries(
          entry("link-types/libpcap__AH-IPcomp-IPv6.pcap", "tshark decompresses IPComp"),
          entry("link-types/libpcap__arcnet-rfc1051-arp-icmp-http.pcap", "ARCNET is not decoded"),
          entry("link-types/libpcap__arcnet-rfc1201-arp-icmp-http.pcap", "ARCNET is not decoded"),
          entry("link-types/tcpdump__arcnet-rfc1051-arp-icmp-http.pcap", "ARCNET is not decoded"),
          entry("output_be-difficult-test202.rawfuzz.pcapng", READER),
          entry("link-types/zeek__llc.pcap", "FDDI is not decoded"),
          entry("link-types/libpcap__ipv6_ext_headers.pcap", "over a hundred extension headers"),
          entry(
              "link-types/pcapplusplus__IcmpPackets.pcapng",
              "a quoted packet of which there are 8 bytes: tshark wants a whole TCP header"),
          entry("pcap-variants/pcapplusplus__solaris.snoop", "snoop is neither pcap nor pcapng"),
          entry(
              "mixed/mercury__capture2.pcap",
              "8 bytes of quoted TCP, as above; Teredo is not followed"),
          entry("link-types/pcapplusplus__ipv6.pcapng", TUNNEL),
          entry("pcap-variants/pcapplusplus__ipv6.pcap", TUNNEL),
          entry("link-types/zeek__ayiya3.pcap", TUNNEL),
          entry("pcapng-variants/rusticata__wireshark_samples-test.pcapng", TUNNEL),
          entry("link-types/tcpdump__bigtcp-ipv4-geneve-ipv4.pcap", JUMBO),
          entry("link-types/tcpdump__bigtcp-ipv4-geneve-ipv6.pcap", JUMBO),
          entry("link-types/tcpdump__bigtcp-ipv4-vxlan-ipv4.pcap", JUMBO),
          entry("link-types/tcpdump__bigtcp-ipv6-geneve-ipv4.pcap", JUMBO),
          entry("link-types/tcpdump__bigtcp-ipv6-vxlan-ipv6.pcap", JUMBO),
          entry("link-types/tcpdump__bigtcp-ipv6.pcap", JUMBO),
          entry("link-types/tcpdump__macsec-short-valid.pcap", "MACsec is not decoded"),
          entry("malformed/tcpdump__macsec-short-longer.pcap", "MACsec is not decoded"),
          entry(
              "link-types/zeek__ipv6-reassembly-state-leak.pcap",
              "fragments of a datagram longer than 65,535 bytes"),
          entry(
              "mixed/arkime__arkime_synthetic.pcap",
              "UDP length 0 is judged by IP here; VXLAN-GPE without its protocol bit"),
          entry(
              "malformed/suricata__udp-len-invalid.pcap",
              "UDP length below 8 is judged by IP here"),
          entry(
              "malformed/pcapplusplus__tcp-malformed.pcap", "a TCP header longer than its segment"),
          entry("malformed/tcpdump__bgp_pmsi_tunnel-oobr.pcap", CUT_FRAGMENT),
          entry("malformed/tcpdump__bootp_asan.pcap", CUT_FRAGMENT),
          entry("malformed/tcpdump__esp_truncated.pcap", CUT_FRAGMENT),
          entry("malformed/tcpdump__hncp_dhcpv4data-oobr.pcap", CUT_FRAGMENT),
          entry("malformed/tcpdump__ikev1_id_ipv6_addr_subnet-oobr.pcap", CUT_FRAGMENT),
          entry("malformed/tcpdump__ldp-ldp_tlv_print-oobr.pcap", CUT_FRAGMENT),
          entry("malformed/tcpdump__lmp-lmp_print_data_link_subobjs-oobr.pcap", CUT_FRAGMENT),
          entry("malformed/tcpdump__radius_attr_asan.pcap", CUT_FRAGMENT),
          entry("malformed/tcpdump__rx_serviceid_oobr.pcap", CUT_FRAGMENT),
          entry("malformed/tcpdump__vqp-oobr.pcap", CUT_FRAGMENT),
          entry(
              "malformed/derived__packtgrpc__Bidi_Streaming.fuzz2.pcapng",
              "a TCP header that its IP length cuts short"),
          entry("malformed/derived__packtgrpc__Bidi_Streaming.rawfuzz.pcapng", READER),
          entry("zeek__reassembly.", CUT),
          entry("tcp-anomalies/deepflow__xiangdao-retrans.pcap", CUT),
          entry("malformed/derived__zeek__pubsub.fuzz2.pcap", CUT),
          entry("malformed/zeek__fuzz-72.pcap", CUT),
          entry("malformed/tcpdump__kday4.pcap", CUT),
          entry(
              "malformed/derived__zeek__vxlan-encapsulated-http.fuzz2.pcap",
              "a TCP header that the outer UDP length cuts short"),
          entry("malformed/libpcap__pcap-invalid-version-1.pcap", READER));

  @Test
  void conversationsHaveThePacketsAndPayloadThatTsharkCounted() throws IOException {
    Map<String, List<Map<String, String>>> tcp = Truth.rowsByFile("tcp_streams");
    Map<String, List<Map<String, String>>> udp = Truth.rowsByFile("udp_streams");
    Set<String> known = new TreeSet<>();
    Truth.rows("summary").forEach(row -> known.add(row.get("file")));
    int agreements = 0;
    Map<String, String> disagreements = new TreeMap<>();
    Set<String> unused = new TreeSet<>(EXPLAINED.keySet());
    for (Path file : SampleCaptures.allOpen()) {
      String name = SampleCaptures.name(file);
      if (!known.contains(name)) {
        continue;
      }
      Map<String, Long> expected = new TreeMap<>();
      count(expected, "tcp", tcp.getOrDefault(name, List.of()));
      count(expected, "udp", udp.getOrDefault(name, List.of()));
      Map<String, Long> actual = decoded(file);
      if (expected.equals(actual)) {
        agreements++;
      } else if (EXPLAINED.keySet().stream().noneMatch(name::contains)) {
        disagreements.put(name, "tshark " + expected + "\nhere   " + actual);
      } else {
        unused.removeIf(name::contains);
      }
    }
    assertThat(disagreements).isEmpty();
    assertThat(unused).as("explained, but there is nothing to explain").isEmpty();
    assertThat(agreements).isGreaterThan(1000);
  }

  private static void count(
      Map<String, Long> counts, String transport, List<Map<String, String>> rows) {
    boolean isTcp = transport.equals("tcp");
    for (Map<String, String> row : rows) {
      count(
          counts,
          transport,
          new Endpoint(IpAddress.parse(row.get("a")), Integer.parseInt(row.get("ap"))),
          new Endpoint(IpAddress.parse(row.get("b")), Integer.parseInt(row.get("bp"))),
          Long.parseLong(row.get("packets")),
          isTcp ? Long.parseLong(row.get("data_ab")) + Long.parseLong(row.get("data_ba")) : 0);
    }
  }

  private static void count(
      Map<String, Long> counts,
      String transport,
      Endpoint a,
      Endpoint b,
      long packets,
      long payload) {
    if (transport.equals("udp")
        && (TUNNEL_PORTS.contains(a.port()) || TUNNEL_PORTS.contains(b.port()))) {
      return;
    }
    int order = a.address().compareTo(b.address());
    boolean isInOrder = order != 0 ? order < 0 : a.port() < b.port();
    String key = transport + " " + (isInOrder ? a + " " + b : b + " " + a);
    counts.merge(key, packets, Long::sum);
    if (payload > 0) {
      counts.merge(key + " payload bytes", payload, Long::sum);
    }
  }

  private static Map<String, Long> decoded(Path file) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    PacketBatch batch = new PacketBatch();
    try (CaptureReader reader = CaptureFile.open(file)) {
      while (reader.read(batch)) {
        for (int i = 0; i < batch.count(); i++) {
          decoder.decode(batch, i, cursor);
          count(counts, cursor);
        }
      }
    } catch (NoCaptureException e) {
      return counts;
    }
    return counts;
  }

  private static void count(Map<String, Long> counts, PacketCursor cursor) {
    boolean isError = cursor.kind == PacketKind.ICMP_ERROR;
    boolean isTcp = cursor.kind == PacketKind.TCP || isError && cursor.quotedIsTcp;
    if (isTcp || isError || cursor.kind == PacketKind.UDP) {
      Endpoint source = new Endpoint(asParsed(cursor.source()), cursor.sourcePort);
      Endpoint destination = new Endpoint(asParsed(cursor.destination()), cursor.destinationPort);
      count(
          counts,
          isTcp ? "tcp" : "udp",
          source,
          destination,
          1,
          cursor.kind == PacketKind.TCP ? cursor.payloadLength : 0);
    }
  }

  /** Parsing makes IPv4 addresses of those that are mapped into IPv6. */
  private static IpAddress asParsed(IpAddress address) {
    return address.isV4() ? address : IpAddress.parse(address.toString());
  }
}
