package dev.stallscope.protocol.http1;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.CaptureStreams;
import dev.stallscope.protocol.CatalogueDetector;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.http.HttpBody.Framing;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.tls.TlsDecoder;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Truth;
import dev.stallscope.tls.KeyLog;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Requests, responses, pairs and times of other people's captures, against tshark. Bodies until
 * close end for tshark with the FIN, here with their last byte; that is no disagreement.
 */
class Http1OracleTest {
  private static final String EVASION_087 =
      "'Transfer-Encoding :' with a blank is accepted, tshark reads until close";
  private static final String NO_VERSION = "a request line without version, HTTP/0.9";
  private static final String LINK = "a tunnel or link type that is not decoded";
  private static final String CUT_HEAD =
      "the snap length cuts the head: here the message goes on with what follows it";
  private static final String FORGED_RESET = "a forged RST and FIN before the SYN-ACK";

  /** Why a capture has messages that the two see differently. */
  private static final Map<String, String> EXPLAINED =
      Map.ofEntries(
          entry("good-web/pcapfs__all_ciphers.pcap", "one connection is encrypted with RC4"),
          entry("good-web/suricata__http-evader-087.pcap", EVASION_087),
          entry("good-web/suricata__http-evader-258.pcap", "length '68,' is accepted as 68"),
          entry("good-web/suricata__http-evader-366.pcap", "version HTTP/1.10 does not exist"),
          entry("good-web/suricata__http-evader-394.pcap", "NUL behind the status code"),
          entry("good-web/suricata__http-missing-protocol.pcap", NO_VERSION),
          entry("good-web/zeek__no-uri.pcap", NO_VERSION),
          entry("link-types/zeek__mixed-vlan-mpls.pcap", NO_VERSION),
          entry("malformed/zeek__oss-fuzz-473580107.pcap", "version HTTP/5.?2 does not exist"),
          entry("good-web/suricata__http-multiple-cl.pcap", "contradicting lengths in a request"),
          entry("link-types/arkime__gre-erspan-vxlan.pcap", LINK),
          entry("link-types/libpcap__AH-IPcomp-IPv6.pcap", LINK),
          entry("link-types/libpcap__arcnet-rfc1051-arp-icmp-http.pcap", LINK),
          entry("link-types/tcpdump__arcnet-rfc1051-arp-icmp-http.pcap", LINK),
          entry("link-types/zeek__ayiya3.pcap", LINK),
          entry("pcapng-variants/pcapplusplus__pcapng-example-2.pcapng", CUT_HEAD),
          entry("pcapng-variants/pcapplusplus__pcapng-example.pcapng.zst", CUT_HEAD),
          entry(
              "tcp-anomalies/suricata__bug-3286-02-linux-evasion.with_evasion_linux.pcap",
              FORGED_RESET),
          entry(
              "tcp-anomalies/suricata__bug-3286-03-windows-evasion.with_evasion_windows.pcap",
              FORGED_RESET));

  /** One of our messages, with the request it answers. */
  private record Ours(Message message, Message request) {
    int frame() {
      return message.span().lastPacket() + 1;
    }

    boolean isUntilClose() {
      return message.content() instanceof HttpResponse response
          && response.body().framing() == Framing.UNTIL_CLOSE;
    }

    /** How the table writes it. */
    boolean isNamedLike(Map<String, String> row) {
      return switch (message.content()) {
        case HttpRequest request ->
            row.get("kind").equals("req")
                && request.method().equals(row.get("method"))
                && request.target().equals(row.get("uri"));
        case HttpResponse response ->
            row.get("kind").equals("resp")
                && Integer.toString(response.code()).equals(row.get("code"));
        default -> false;
      };
    }
  }

  @Test
  void agreesWithTshark() throws IOException {
    int messages = 0;
    int pairs = 0;
    int agreed = 0;
    int agreedPairs = 0;
    List<String> differences = new ArrayList<>();
    Set<String> differing = new TreeSet<>();
    for (var capture : Truth.rowsByFile("http1").entrySet()) {
      List<Ours> ours = read(SampleCaptures.open(capture.getKey()), decoders(capture.getKey()));
      for (Map<String, String> row : capture.getValue()) {
        if (row.get("tcp").isEmpty()) {
          continue;
        }
        messages++;
        Ours match = match(ours, row);
        boolean isPair = !row.get("request_in").isEmpty() && !row.get("time").isEmpty();
        pairs += isPair ? 1 : 0;
        if (match == null) {
          differences.add(capture.getKey() + " " + row);
          differing.add(capture.getKey());
          continue;
        }
        agreed++;
        ours.remove(match);
        if (isPair && isSamePair(match, row)) {
          agreedPairs++;
        } else if (isPair) {
          differences.add("pair " + capture.getKey() + " " + row);
          differing.add(capture.getKey());
        }
      }
    }
    assertThat(differing)
        .as(String.join("\n", differences))
        .isEqualTo(new TreeSet<>(EXPLAINED.keySet()));
    assertThat(100.0 * agreed / messages).isGreaterThanOrEqualTo(99);
    assertThat(100.0 * agreedPairs / pairs).isGreaterThanOrEqualTo(99);
  }

  private static Ours match(List<Ours> ours, Map<String, String> row) {
    int frame = Integer.parseInt(row.get("frame"));
    return ours.stream()
        .filter(
            one ->
                one.isNamedLike(row)
                    && (one.frame() == frame || (one.isUntilClose() && one.frame() < frame)))
        .findFirst()
        .orElse(null);
  }

  /** The same request, and between the two completing packets the same time to the microsecond. */
  private static boolean isSamePair(Ours response, Map<String, String> row) {
    if (response.request() == null
        || response.request().span().lastPacket() + 1 != Integer.parseInt(row.get("request_in"))) {
      return false;
    }
    long theirs = new BigDecimal(row.get("time")).movePointRight(9).longValue();
    long own = response.message().span().lastNanos() - response.request().span().lastNanos();
    return response.isUntilClose() ? own <= theirs : Math.abs(own - theirs) <= 1000;
  }

  /** Where tshark was given keys, they are given here. */
  private static List<ProtocolDecoder> decoders(String capture) throws IOException {
    Optional<Path> keys = Truth.keyLog(capture);
    if (keys.isEmpty()) {
      return List.of(new Http1Decoder());
    }
    try (Stream<String> lines = Files.lines(keys.get())) {
      return List.of(new Http1Decoder(), new TlsDecoder(KeyLog.read(lines)));
    }
  }

  private static List<Ours> read(Path file, List<ProtocolDecoder> decoders) throws IOException {
    List<Ours> all = new ArrayList<>();
    var detector = new CatalogueDetector(decoders);
    for (CaptureStreams.Stream stream : CaptureStreams.read(file, detector)) {
      Deque<Message> open = new ArrayDeque<>();
      for (Message message : stream.recorder().messages()) {
        if (message.correlation() instanceof Correlation.InOrder(int lost, _)) {
          for (int i = 0; i < lost; i++) {
            open.poll();
          }
        }
        switch (message.role()) {
          case REQUEST -> {
            open.add(message);
            all.add(new Ours(message, null));
          }
          case RESPONSE -> all.add(new Ours(message, open.poll()));
          case INTERIM -> all.add(new Ours(message, open.peek()));
        }
      }
    }
    return all;
  }
}
