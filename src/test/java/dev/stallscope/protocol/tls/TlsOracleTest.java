package dev.stallscope.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Transport;
import dev.stallscope.protocol.CaptureFlows;
import dev.stallscope.protocol.CaptureFlows.Found;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Truth;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.ServerHello;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** TLS handshakes of other people's captures, against tshark's. */
class TlsOracleTest {
  private static final String NO_KEYS =
      "the versions drafts use, or resumption, are told otherwise";
  private static final String NO_HELLO = "only the middle of a handshake was captured";
  private static final String BETTER = "tshark loses a segment that came out of order";

  /** Captures in which the two disagree, and why. */
  private static final Map<String, String> EXPLAINED =
      Map.ofEntries(
          Map.entry("db/zeek__psql-aws-ssl-preferred.pcap", BETTER),
          Map.entry(
              "good-web/arkime__socks-https-example.pcap",
              "tshark counts streams within SOCKS, so that numbers differ"),
          Map.entry("good-web/pcapplusplus__SSL-MultipleRecords2.pcap", NO_HELLO),
          Map.entry("good-web/pcapplusplus__SSL-MultipleRecords4.pcap", NO_HELLO),
          Map.entry("good-web/pcapplusplus__SSL-NewSessionTicket.pcap", NO_HELLO),
          Map.entry(
              "good-web/suricata__tls-subjectaltname.pcap",
              "the answer to a connection of the past and its RST come before the SYN-ACK"),
          Map.entry("good-web/suricata__tls13-draft14.tls13_draft14.pcap", NO_KEYS),
          Map.entry(
              "good-web/zeek__chrome-63.0.3211.0-canary-tls_experiment.pcap",
              "the session id is echoed for show, nothing is resumed"),
          Map.entry(
              "good-web/zeek__tls1.2-protocol-violation.pcap",
              "the session id is echoed, but the handshake is full"),
          Map.entry("db/zeek__psql-aws-ssl-require.pcap", BETTER),
          Map.entry("good-web/zeek__ssl-v2.pcap", "what follows a hello of SSL 2.0 is not read"),
          Map.entry("malformed/mercury__corner-cases.pcap", "no TLS: a version of 0"),
          Map.entry("mixed/arkime__arkime_synthetic.pcap", "a hello changed on purpose"),
          Map.entry(
              "tcp-anomalies/suricata__tcp-fastopen-10-syn-data-ignore.pcap",
              "several SYN-ACKs with different sequence numbers"));

  /** Captures whose keys tshark was given: it sees what is encrypted, too. */
  private static final Set<String> WITH_KEYS =
      Set.of(
          "good-web/mercury__test_decrypt.pcap",
          "good-web/pcapfs__all_ciphers.pcap",
          "good-web/waterfall__amazon2.pcap",
          "good-web/waterfall__www.google.com-tcpdump.pcap");

  private final List<String> different = new ArrayList<>();
  private final List<String> unexplained = new ArrayList<>();
  private int compared;

  private interface Comparison {
    void compare(Map<String, String> row, Optional<TlsHandshake> ours);
  }

  private void forEach(Comparison comparison) throws IOException {
    List<ProtocolDecoder> decoders = List.of(new TlsDecoder());
    for (Map.Entry<String, List<Map<String, String>>> file : Truth.rowsByFile("tls").entrySet()) {
      Map<String, TlsHandshake> handshakes = new HashMap<>();
      for (Found flow : CaptureFlows.read(SampleCaptures.open(file.getKey()), decoders)) {
        if (flow.transport() == Transport.TCP && !flow.recorder().setups().isEmpty()) {
          handshakes.put(
              "" + flow.stream(), (TlsHandshake) flow.recorder().setups().getFirst().content());
        }
      }
      file.getValue().stream()
          .filter(row -> row.get("l4").equals("tcp"))
          .forEach(
              row ->
                  comparison.compare(row, Optional.ofNullable(handshakes.get(row.get("stream")))));
    }
  }

  @Test
  void readsTheHandshakesThatTsharkReads() throws IOException {
    forEach(
        (row, ours) -> compare(row, ours.map(TlsOracleTest::told).orElse("nothing"), told(row)));
    assertAgreement(400);
  }

  @Test
  void seesTheMessagesThatTsharkSees() throws IOException {
    forEach(
        (row, ours) -> {
          if (!WITH_KEYS.contains(row.get("file"))) {
            compare(
                row,
                ours.map(TlsOracleTest::messages).orElse("nothing"),
                messages(row, ours.map(TlsHandshake::isFalseStart).orElse(false)));
          }
        });
    assertAgreement(300);
  }

  @Test
  void seesTheAlertsThatTsharkSees() throws IOException {
    forEach(
        (row, ours) -> {
          String alerts = ours.map(TlsOracleTest::alerts).orElse("nothing");
          if (!row.get("alerts").isEmpty() && !WITH_KEYS.contains(row.get("file"))) {
            compare(row, alerts, row.get("alerts"));
          }
        });
    assertAgreement(5);
  }

  private void assertAgreement(int atLeast) {
    assertThat(unexplained).isEmpty();
    assertThat(compared).isGreaterThan(atLeast);
  }

  private static String alerts(TlsHandshake ours) {
    return ours.alerts().stream()
        .map(sent -> sent.packet() + 1 + ":" + sent.alert().description())
        .collect(Collectors.joining("|"));
  }

  private static String messages(TlsHandshake ours) {
    return ours.flights().stream()
        .flatMap(flight -> flight.messages().stream())
        .filter(title -> !title.equals("Finished"))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String messages(Map<String, String> row, boolean isFalseStart) {
    return Arrays.stream(row.get("handshake_frames").split("\\|"))
        .flatMap(frame -> Arrays.stream(frame.substring(frame.indexOf(':') + 1).split("\\+")))
        .filter(type -> !type.isEmpty())
        .map(type -> HandshakeType.title(Integer.parseInt(type)))
        // After a false start the ticket comes when the client may send already.
        .filter(title -> !isFalseStart || !title.equals("NewSessionTicket"))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private void compare(Map<String, String> row, String ours, String theirs) {
    compared++;
    if (!ours.equals(theirs)) {
      String difference =
          row.get("file") + " " + row.get("stream") + ":\n   " + ours + "\n   " + theirs;
      different.add(difference);
      if (!EXPLAINED.containsKey(row.get("file"))) {
        unexplained.add(difference);
      }
    }
  }

  private static String told(TlsHandshake ours) {
    Optional<ServerHello> answer = ours.serverHello().or(ours::retry);
    return String.join(
        " ",
        "sni=" + ours.serverName().orElse(""),
        "version=" + answer.map(hello -> hex(hello.version().code())).orElse(""),
        "cipher=" + answer.map(hello -> hex(hello.cipher())).orElse(""),
        "offered=" + String.join(";", ours.protocolsOffered()),
        "alpn=" + ours.protocolChosen().orElse(""),
        "resumed=" + ours.kind().isResumed(),
        "retry=" + ours.isHelloRetry());
  }

  private static String hex(int value) {
    return String.format(Locale.ROOT, "0x%04x", value);
  }

  private static String told(Map<String, String> row) {
    boolean isTls13 = row.get("version").equals("0x0304");
    return String.join(
        " ",
        "sni=" + row.get("sni"),
        "version=" + row.get("version"),
        "cipher=" + row.get("cipher"),
        "offered=" + row.get("alpn_offered"),
        // In TLS 1.3 tshark knows it by keys only.
        "alpn=" + (isTls13 ? "" : row.get("alpn")),
        "resumed=" + row.get("resumed").toLowerCase(Locale.ROOT),
        "retry=" + row.get("hello_retry").toLowerCase(Locale.ROOT));
  }
}
