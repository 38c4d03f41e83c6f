package dev.stallscope.protocol.tls;

import dev.stallscope.capture.KeyLogFile;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.CaptureFlows;
import dev.stallscope.protocol.CaptureFlows.Found;
import dev.stallscope.protocol.Differences;
import dev.stallscope.protocol.ProtocolDecoder;
import dev.stallscope.protocol.http1.Http1Decoder;
import dev.stallscope.protocol.http2.Http2Decoder;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Truth;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.KeyLog;
import dev.stallscope.tls.ServerHello;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final String OUT_OF_ORDER =
      "tshark does not put a segment back in its place that came behind the next one";

  private static final String SOCKS = "SOCKS 5 goes before TLS, and is not followed";

  private static final String MIDDLE =
      "a single packet from the middle of a handshake, without any hello";

  private static final String RETRY =
      "a SYN was sent again after an RST: tshark takes what follows for retransmissions";

  private static final String DRAFT =
      "up to draft 21 the ServerHello has no session id; tshark reads the cipher 33 bytes on";

  private static final String ECHO =
      "version 0x7e01 is a draft of TLS 1.3: the session id is echoed for middleboxes";

  private static final String FULL =
      "the session id is echoed, but certificate and ServerHelloDone follow in the clear";

  private static final String EMPTY = "its ServerHello says that it has no bytes";

  private static final String SYNTH =
      "the extension supported_versions holds 0x002c, which is no version";

  private static final String TFO =
      "two SYN-ACKs with different sequence numbers, of which the second is meant";

  private static final String SSL2 =
      "types 2 and 4 are messages of SSL 2.0, of which only the hello is read";

  /** Every field, where one of the two reads no handshake at all. */
  private static final String[] EVERYTHING = {
    "alpn", "cipher", "offered", "resumed", "retry", "sni", "version", "messages"
  };

  /** What the ServerHello says and what follows it. */
  private static final String[] CHOSEN = {"cipher", "version", "messages"};

  /** By capture, stream and field; each was looked at in the packets. */
  private static final Map<String, String> REASONS =
      Differences.reasons(
          Differences.because(OUT_OF_ORDER, "db/zeek__psql-aws-ssl-preferred.pcap", "0", CHOSEN),
          Differences.because(SOCKS, "good-web/arkime__socks-https-example.pcap", "4", EVERYTHING),
          Differences.because(
              MIDDLE, "good-web/pcapplusplus__SSL-MultipleRecords2.pcap", "0", EVERYTHING),
          Differences.because(
              MIDDLE, "good-web/pcapplusplus__SSL-MultipleRecords4.pcap", "0", EVERYTHING),
          Differences.because(
              MIDDLE, "good-web/pcapplusplus__SSL-NewSessionTicket.pcap", "0", EVERYTHING),
          Differences.because(RETRY, "good-web/suricata__tls-subjectaltname.pcap", "3", CHOSEN),
          Differences.because(
              DRAFT, "good-web/suricata__tls13-draft14.tls13_draft14.pcap", "0", "cipher"),
          Differences.because(
              ECHO, "good-web/zeek__chrome-63.0.3211.0-canary-tls_experiment.pcap", "0", "resumed"),
          Differences.because(
              FULL, "good-web/zeek__tls1.2-protocol-violation.pcap", "0", "resumed", "messages"),
          Differences.because(EMPTY, "malformed/mercury__corner-cases.pcap", "2", EVERYTHING),
          Differences.because(
              SYNTH, "mixed/arkime__arkime_synthetic.pcap", "97", "resumed", "version"),
          Differences.because(
              TFO, "tcp-anomalies/suricata__tcp-fastopen-10-syn-data-ignore.pcap", "0", CHOSEN),
          Differences.because(OUT_OF_ORDER, "db/zeek__psql-aws-ssl-require.pcap", "0", "messages"),
          Differences.because(SSL2, "good-web/zeek__ssl-v2.pcap", "0", "messages"));

  /** Captures whose keys tshark was given: it sees what is encrypted, too. */
  private static final Set<String> WITH_KEYS =
      Set.of(
          "good-web/mercury__test_decrypt.pcap",
          "good-web/pcapfs__all_ciphers.pcap",
          "good-web/waterfall__amazon2.pcap",
          "good-web/waterfall__www.google.com-tcpdump.pcap");

  private final Differences differences = new Differences(REASONS);

  private interface Comparison {
    void compare(Map<String, String> row, Optional<TlsHandshake> ours);
  }

  private void forEach(Comparison comparison) throws IOException {
    for (Map.Entry<String, List<Map<String, String>>> file : Truth.rowsByFile("tls").entrySet()) {
      List<ProtocolDecoder> decoders = decoders(file.getKey());
      Map<String, TlsHandshake> handshakes = new HashMap<>();
      for (Found flow : CaptureFlows.read(SampleCaptures.open(file.getKey()), decoders)) {
        if (flow.transport() == Transport.TCP && !flow.recorder().setups().isEmpty()) {
          handshakes.put(
              "" + flow.stream(), (TlsHandshake) flow.recorder().setups().getLast().content());
        }
      }
      file.getValue().stream()
          .filter(row -> row.get("l4").equals("tcp"))
          .forEach(
              row ->
                  comparison.compare(row, Optional.ofNullable(handshakes.get(row.get("stream")))));
    }
  }

  /** With the keys that tshark was given too, and what reads on so that tickets are met. */
  private static List<ProtocolDecoder> decoders(String file) throws IOException {
    if (!WITH_KEYS.contains(file)) {
      return List.of(new TlsDecoder());
    }
    Path folder = SampleCaptures.sharedFolder();
    for (String line : Files.readAllLines(folder.resolve("keys.tsv"))) {
      String[] fields = line.split("\t");
      if (fields[0].equals(file)) {
        KeyLog keys = KeyLogFile.read(SampleCaptures.open(fields[1]), KeyLog::read);
        return List.of(new Http1Decoder(), new Http2Decoder(), new TlsDecoder(keys));
      }
    }
    throw new IllegalStateException(file + " has no keys");
  }

  @Test
  void readsTheHandshakesThatTsharkReads() throws IOException {
    forEach(
        (row, ours) -> {
          Map<String, String> theirs = told(row);
          Map<String, String> own = ours.map(TlsOracleTest::told).orElse(Map.of());
          theirs.forEach(
              (field, value) -> compare(row, field, own.getOrDefault(field, "nothing"), value));
        });
    differences.assertExplained(
        3000, List.of("sni", "version", "cipher", "offered", "alpn", "resumed", "retry"));
  }

  @Test
  void seesTheMessagesThatTsharkSees() throws IOException {
    forEach(
        (row, ours) -> {
          compare(
              row,
              "messages",
              ours.map(TlsOracleTest::messages).orElse("nothing"),
              messages(row, ours.map(TlsHandshake::isFalseStart).orElse(false)));
        });
    differences.assertExplained(300, List.of("messages"));
  }

  @Test
  void seesTheAlertsThatTsharkSees() throws IOException {
    forEach(
        (row, ours) -> {
          if (!row.get("alerts").isEmpty() && !WITH_KEYS.contains(row.get("file"))) {
            compare(
                row,
                "alerts",
                ours.map(TlsOracleTest::alerts).orElse("nothing"),
                row.get("alerts"));
          }
        });
    differences.assertExplained(5, List.of("alerts"));
  }

  private void compare(Map<String, String> row, String field, String ours, String theirs) {
    differences.compare(
        row.getOrDefault("file", ""), row.getOrDefault("stream", ""), field, ours, theirs);
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
        .filter(title -> !title.equals("Finished"))
        // After a false start the ticket comes when the client may send already.
        .filter(title -> !isFalseStart || !title.equals("NewSessionTicket"))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static Map<String, String> told(TlsHandshake ours) {
    Optional<ServerHello> answer = ours.serverHello().or(ours::retry);
    return Map.of(
        "sni", ours.serverName().orElse(""),
        "version", answer.map(hello -> hex(hello.version().code())).orElse(""),
        "cipher", answer.map(hello -> hex(hello.cipher())).orElse(""),
        "offered", String.join(";", ours.protocolsOffered()),
        "alpn", ours.protocolChosen().orElse(""),
        "resumed", "" + ours.kind().isResumed(),
        "retry", "" + ours.isHelloRetry());
  }

  private static String hex(int value) {
    return String.format(Locale.ROOT, "0x%04x", value);
  }

  private static Map<String, String> told(Map<String, String> row) {
    boolean isTls13 = column(row, "version").equals("0x0304");
    return Map.of(
        "sni", column(row, "sni"),
        "version", column(row, "version"),
        "cipher", column(row, "cipher"),
        "offered", column(row, "alpn_offered"),
        // In TLS 1.3 it is known by keys only.
        "alpn", isTls13 && !WITH_KEYS.contains(row.get("file")) ? "" : column(row, "alpn"),
        "resumed", column(row, "resumed").toLowerCase(Locale.ROOT),
        "retry", column(row, "hello_retry").toLowerCase(Locale.ROOT));
  }

  private static String column(Map<String, String> row, String name) {
    return row.getOrDefault(name, "");
  }
}
