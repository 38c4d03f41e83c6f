package dev.stallscope.protocol.dns;

import dev.stallscope.protocol.CaptureFlows;
import dev.stallscope.protocol.CaptureFlows.Found;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Differences;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Truth;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DNS messages and pairs of other people's captures, against tshark's. */
class DnsOracleTest {
  private static final List<ProtocolDecoder> DECODERS =
      List.of(DnsDecoder.dns(), DnsDecoder.mdns(), DnsDecoder.llmnr());

  private static final int UPDATE = 5;
  private static final String OPCODE = "opcode 9 does not exist";

  private static final String MALFORMED =
      "tshark itself calls it malformed: names and lengths do not fit";

  private static final String QUOTED = "quoted by an ICMP error, not sent";

  private static final String ARCNET = "the link type ARCNET is not followed";

  private static final String OCTAL =
      "a byte of 15 in the name: escapes are decimal (RFC 1035 5.1), tshark's are octal";

  private static final String GPE = "zeros on port 53 within VXLAN-GPE, which is not followed";

  private static final String RETRY =
      "the id was used again more than 5 s later, unanswered: tshark calls that a new query";

  /** By capture, packet and field; each was looked at in the packets. */
  private static final Map<String, String> REASONS =
      Differences.reasons(
          Differences.because(OPCODE, "dns/suricata__dns-invalid-opcode.pcap", "1", "message"),
          Differences.because(
              OPCODE, "dns/suricata__dns-invalid-opcode.pcap", "2", "message", "pair"),
          Differences.because(MALFORMED, "dns/zeek__dns-edns-ecs-bad.pcap", "1", "message"),
          Differences.because(MALFORMED, "dns/zeek__dns-edns-ecs-bad.pcap", "2", "message"),
          Differences.because(MALFORMED, "dns/zeek__dns-edns-ecs-bad.pcap", "3", "message"),
          Differences.because(MALFORMED, "dns/zeek__dns-edns-ecs-bad.pcap", "4", "message"),
          Differences.because(QUOTED, "link-types/arkime__v6.pcap", "137", "message"),
          Differences.because(
              ARCNET,
              "link-types/libpcap__arcnet-rfc1051-arp-icmp-http.pcap",
              "10",
              "message",
              "pair"),
          Differences.because(
              ARCNET, "link-types/libpcap__arcnet-rfc1051-arp-icmp-http.pcap", "7", "message"),
          Differences.because(
              ARCNET,
              "link-types/libpcap__arcnet-rfc1051-arp-icmp-http.pcap",
              "8",
              "message",
              "pair"),
          Differences.because(
              ARCNET, "link-types/libpcap__arcnet-rfc1051-arp-icmp-http.pcap", "9", "message"),
          Differences.because(
              ARCNET,
              "link-types/libpcap__arcnet-rfc1201-arp-icmp-http.pcap",
              "10",
              "message",
              "pair"),
          Differences.because(
              ARCNET, "link-types/libpcap__arcnet-rfc1201-arp-icmp-http.pcap", "11", "message"),
          Differences.because(
              ARCNET,
              "link-types/libpcap__arcnet-rfc1201-arp-icmp-http.pcap",
              "12",
              "message",
              "pair"),
          Differences.because(
              ARCNET, "link-types/libpcap__arcnet-rfc1201-arp-icmp-http.pcap", "9", "message"),
          Differences.because(
              ARCNET,
              "link-types/tcpdump__arcnet-rfc1051-arp-icmp-http.pcap",
              "10",
              "message",
              "pair"),
          Differences.because(
              ARCNET, "link-types/tcpdump__arcnet-rfc1051-arp-icmp-http.pcap", "7", "message"),
          Differences.because(
              ARCNET,
              "link-types/tcpdump__arcnet-rfc1051-arp-icmp-http.pcap",
              "8",
              "message",
              "pair"),
          Differences.because(
              ARCNET, "link-types/tcpdump__arcnet-rfc1051-arp-icmp-http.pcap", "9", "message"),
          Differences.because(QUOTED, "link-types/zeek__icmp-destunreach-udp.pcap", "1", "message"),
          Differences.because(
              OCTAL, "malformed/derived__zeek__conn-count-too-large.fuzz2.pcap", "1", "message"),
          Differences.because(
              MALFORMED, "malformed/pcapplusplus__DnsTooManyResources.pcap", "1", "message"),
          Differences.because(
              MALFORMED, "malformed/pcapplusplus__dns_stack_overflow.pcap", "1", "message"),
          Differences.because(MALFORMED, "malformed/tcpdump__dns-badlabel.pcap", "1", "message"),
          Differences.because(MALFORMED, "malformed/tcpdump__dns_fwdptr.pcap", "1", "message"),
          Differences.because(
              MALFORMED, "malformed/tcpdump__rtp-seg-fault-1.pcapng", "1", "message"),
          Differences.because(GPE, "mixed/arkime__arkime_synthetic.pcap", "618", "message"),
          Differences.because(GPE, "mixed/arkime__arkime_synthetic.pcap", "619", "message"),
          Differences.because(RETRY, "dns/zeek__ipv6-fragmented-dns.pcap", "8", "pair"),
          Differences.because(RETRY, "mixed/mercury__capture2.pcap", "4192", "pair"));

  private final Differences differences = new Differences(REASONS);

  @Test
  void readsTheMessagesThatTsharkReads() throws IOException {
    for (Map.Entry<String, List<Map<String, String>>> file : Truth.rowsByFile("dns").entrySet()) {
      Map<Integer, List<String>> messages = new HashMap<>();
      for (Found flow : flows(file.getKey())) {
        for (Message message : flow.recorder().messages()) {
          messages
              .computeIfAbsent(message.span().lastPacket() + 1, _ -> new ArrayList<>())
              .add(told((DnsMessage) message.content()));
        }
      }
      for (Map<String, String> row : file.getValue()) {
        List<String> ours = messages.getOrDefault(number(row, "frame"), List.of("nothing"));
        // Of several messages in one packet, the table holds the last.
        compare(row, "message", ours.contains(told(row)) ? told(row) : ours.getFirst(), told(row));
      }
    }
    differences.assertExplained(1000, List.of("message"));
  }

  @Test
  void pairsWhatTsharkPairs() throws IOException {
    for (Map.Entry<String, List<Map<String, String>>> file : Truth.rowsByFile("dns").entrySet()) {
      Map<Integer, String> pairs = new HashMap<>();
      for (Found flow : flows(file.getKey())) {
        pair(flow, pairs);
      }
      for (Map<String, String> row : file.getValue()) {
        if (!row.get("response_to").isEmpty() && row.get("proto").equals("dns")) {
          BigDecimal seconds = new BigDecimal(row.get("time"));
          String expected =
              row.get("response_to") + " " + seconds.movePointRight(9).longValueExact();
          compare(row, "pair", pairs.getOrDefault(number(row, "frame"), "nothing"), expected);
        }
      }
    }
    differences.assertExplained(1000, List.of("pair"));
  }

  private static void pair(Found flow, Map<Integer, String> pairs) {
    Map<Correlation, Message> open = new HashMap<>();
    for (Message message : flow.recorder().messages()) {
      if (message.role() == MessageRole.REQUEST) {
        open.putIfAbsent(message.correlation(), message);
      } else {
        Message query = open.remove(message.correlation());
        if (query != null) {
          long nanos = message.span().lastNanos() - query.span().lastNanos();
          pairs.put(message.span().lastPacket() + 1, query.span().lastPacket() + 1 + " " + nanos);
        }
      }
    }
  }

  private static List<Found> flows(String file) throws IOException {
    return CaptureFlows.read(SampleCaptures.open(file), DECODERS);
  }

  private void compare(Map<String, String> row, String field, String ours, String theirs) {
    differences.compare(
        row.getOrDefault("file", ""), row.getOrDefault("frame", ""), field, ours, theirs);
  }

  private static int number(Map<String, String> row, String column) {
    return Integer.parseInt(row.get(column));
  }

  private static String told(DnsMessage message) {
    return String.format(
            Locale.ROOT,
            "0x%04x %d %d %s %s",
            message.id(),
            message.isResponse() ? 1 : 0,
            message.opcode(),
            message.isResponse() ? (message.rcode() & 15) : "",
            message.isTruncated() ? 1 : 0)
        + message
            .question()
            .map(question -> " " + question.name() + " " + question.type())
            .orElse("")
        + (message.opcode() == UPDATE ? "" : " " + message.answers().size());
  }

  private static String told(Map<String, String> row) {
    String name = row.get("qname").split("\\|")[0].toLowerCase(Locale.ROOT);
    String type = row.get("qtype").split("\\|")[0];
    // The counts of an UPDATE have other names.
    boolean isUpdate = row.get("opcode").equals("" + UPDATE);
    String question = type.isEmpty() ? "" : " " + (name.equals("<root>") ? "" : name) + " " + type;
    return row.get("id")
        + " "
        + row.get("qr")
        + " "
        + row.get("opcode")
        + " "
        + row.get("rcode")
        + " "
        + row.get("tc")
        + question
        + (row.get("opcode").equals("5") ? "" : " " + row.get("an"));
  }
}
