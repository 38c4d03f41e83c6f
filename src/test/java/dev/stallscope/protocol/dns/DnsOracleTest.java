package dev.stallscope.protocol.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.CaptureFlows;
import dev.stallscope.protocol.CaptureFlows.Found;
import dev.stallscope.protocol.Correlation;
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
  private static final String NOT_DECODED = "the link type or tunnel is not followed";
  private static final String NO_DNS = "not DNS but noise on its port, or damaged on purpose";

  /** Captures in which the two disagree, and why. */
  private static final Map<String, String> EXPLAINED =
      Map.ofEntries(
          Map.entry("dns/suricata__dns-invalid-opcode.pcap", "opcode 9 does not exist"),
          Map.entry("dns/zeek__dns-edns-ecs-bad.pcap", "class 0x0029: an OPT as the question"),
          Map.entry("link-types/arkime__v6.pcap", "quoted by an ICMP error"),
          Map.entry("link-types/zeek__icmp-destunreach-udp.pcap", "quoted by an ICMP error"),
          Map.entry("link-types/libpcap__arcnet-rfc1051-arp-icmp-http.pcap", NOT_DECODED),
          Map.entry("link-types/libpcap__arcnet-rfc1201-arp-icmp-http.pcap", NOT_DECODED),
          Map.entry("link-types/tcpdump__arcnet-rfc1051-arp-icmp-http.pcap", NOT_DECODED),
          Map.entry("link-types/pcapplusplus__NullLoopback.pcapng", NOT_DECODED),
          Map.entry("link-types/pcapplusplus__null_loopback.pcap", NOT_DECODED),
          Map.entry("mixed/arkime__arkime_synthetic.pcap", NOT_DECODED),
          Map.entry("malformed/derived__zeek__conn-count-too-large.fuzz2.pcap", NO_DNS),
          Map.entry("malformed/pcapplusplus__DnsTooManyResources.pcap", NO_DNS),
          Map.entry("malformed/pcapplusplus__dns_stack_overflow.pcap", NO_DNS),
          Map.entry("malformed/tcpdump__dns-badlabel.pcap", NO_DNS),
          Map.entry("malformed/tcpdump__dns_fwdptr.pcap", NO_DNS),
          Map.entry("malformed/tcpdump__rtp-seg-fault-1.pcapng", NO_DNS),
          Map.entry("dns/zeek__ipv6-fragmented-dns.pcap", "tshark counts a retry as a new query"),
          Map.entry("mixed/mercury__capture2.pcap", "tshark counts a retry as a new query"));

  private final List<String> different = new ArrayList<>();
  private final List<String> unexplained = new ArrayList<>();
  private int compared;

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
        compare(row, ours.contains(told(row)) ? told(row) : ours.getFirst(), told(row));
      }
    }
    assertAgreement();
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
          compare(row, pairs.getOrDefault(number(row, "frame"), "nothing"), expected);
        }
      }
    }
    assertAgreement();
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

  private void compare(Map<String, String> row, String ours, String theirs) {
    compared++;
    if (!ours.equals(theirs)) {
      String difference =
          row.get("file") + " " + row.get("frame") + ": " + ours + ", tshark " + theirs;
      different.add(difference);
      if (!EXPLAINED.containsKey(row.get("file"))) {
        unexplained.add(difference);
      }
    }
  }

  private void assertAgreement() {
    assertThat(unexplained).isEmpty();
    assertThat(compared).isGreaterThan(1000);
    assertThat(different).hasSizeLessThanOrEqualTo(compared / 100);
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
