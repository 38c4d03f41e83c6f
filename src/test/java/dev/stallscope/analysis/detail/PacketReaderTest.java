package dev.stallscope.analysis.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.analysis.OpeningListener;
import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketReaderTest {
  private static final String WEB =
      """
      set client 10.0.0.1:51132
      set server 10.0.0.2:80
      set client isn 7000
      set server isn 4294967295
      set client timestamps off
      set server timestamps off
      client 0ms   handshake rtt 20ms
      client 21ms  data "GET /a?token=abcd HTTP/1.1\\r\\nHost: a.example\\r\\nAuthorization: Bearer t0ps3cret\\r\\n\\r\\n"
      server 41ms  http-response 200 1000
      server 342ms data 0..1000 again
      client 343ms ACK
      """;

  @TempDir Path folder;

  @Test
  void aRowSaysWhatWiresharkSays() throws IOException {
    assertThat(rows(WEB))
        .startsWith(
            "TCP 51132 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM WS=128",
            "TCP 80 → 51132 [SYN, ACK] Seq=0 Ack=1 Win=64240 Len=0 MSS=1460 SACK_PERM WS=128",
            "TCP [TCP Window Update] 51132 → 80 [ACK] Seq=1 Ack=1 Win=64128 Len=0",
            "HTTP GET /a?token=**** HTTP/1.1",
            "HTTP HTTP/1.1 200 OK")
        .last()
        .asString()
        .startsWith("TCP 51132 → 80 [ACK] Seq=81 Ack=");
  }

  @Test
  void aRowBeginsWithWhatWasFound() throws IOException {
    assertThat(rows(WEB).get(5)).startsWith("HTTP [TCP Retransmission] HTTP/1.1 200 OK");
    assertThat(rows("client 0ms handshake rtt 2ms\nclient 3ms ACK win 0\n").getLast())
        .startsWith("TCP [TCP ZeroWindow] ")
        .contains(" Win=0 ");
  }

  @Test
  void datagramsAreReadToo() throws IOException {
    String script =
        """
        dns: set server 10.0.0.53:53
        dns: client 0ms dns query 7 A a.example
        dns: server 9ms dns answer 7 A a.example cname b.example 10.0.0.2
        raw: set server 10.0.0.9:9999
        raw: client 10ms udp "hello"
        """;
    assertThat(rows(script))
        .containsExactly(
            "DNS Standard query 0x0007 A a.example",
            "DNS Standard query response 0x0007 A a.example CNAME b.example A 10.0.0.2",
            "UDP 40001 → 9999 Len=5");
  }

  @Test
  void datagramsOfQuicNameTheirPackets() throws IOException {
    try (OpenCapture open =
        CaptureOpening.open(
            List.of(SampleCaptures.file("http3-page")), OpeningListener.NONE, () -> 0)) {
      List<String> rows = rows(open);
      assertThat(rows).noneMatch(row -> row.startsWith("UDP "));
      assertThat(rows.getFirst()).matches("QUIC Initial, DCID=[0-9a-f]+.* Len=1\\d{3}");
      assertThat(rows)
          .anyMatch(row -> row.startsWith("QUIC Initial, Handshake, "))
          .anyMatch(row -> row.startsWith("QUIC Protected Payload (1-RTT) Len="));
      PacketDetail first = new PacketReader(open).detail(0, false);
      assertThat(first.headers().getLast().fields())
          .first()
          .satisfies(
              packet ->
                  assertThat(packet.fields())
                      .extracting(PacketField::text)
                      .contains("Version: QUIC v1"));
    }
  }

  private List<String> rows(String script) throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, script)) {
      return rows(open);
    }
  }

  private static List<String> rows(OpenCapture open) throws IOException {
    List<String> rows = new ArrayList<>();
    PacketReader reader = new PacketReader(open);
    for (int packet = 0; packet < open.index().count(); packet++) {
      PacketRow row = reader.row(packet);
      rows.add(row.protocol() + " " + row.info());
    }
    return rows;
  }

  @Test
  void everyFieldStandsWhereItsBytesAre() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, WEB)) {
      PacketDetail detail = new PacketReader(open).detail(3, true);
      assertThat(detail.headers())
          .extracting(PacketField::name)
          .containsExactly("Packet 4", "Ethernet", "IPv4", "TCP", "HTTP");
      assertThat(field(detail, "Source port").value()).isEqualTo("51132");
      assertThat(field(detail, "Source port").offset()).isEqualTo(34);
      assertThat(field(detail, "Source port").length()).isEqualTo(2);
      assertThat(field(detail, "Sequence number").value()).isEqualTo("1 (7001 raw)");
      assertThat(field(detail, "Acknowledgment number").value()).isEqualTo("1 (0 raw)");
      PacketField host = field(detail, "Host");
      assertThat(bytes(detail, host)).isEqualTo("Host: a.example\r\n");
      assertThat(field(detail, "Authorization").value()).isEqualTo("Bearer t0ps3cret");
    }
  }

  @Test
  void optionsOfTheOpeningAreNamed() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, WEB)) {
      PacketDetail detail = new PacketReader(open).detail(0, false);
      assertThat(field(detail, "Maximum segment size").value()).isEqualTo("1460 bytes");
      assertThat(field(detail, "Window scale").value()).isEqualTo("shift 7");
      assertThat(field(detail, "Flags").value()).isEqualTo("SYN");
      assertThat(field(detail, "Sent by").value()).isEqualTo("the client");
    }
  }

  @Test
  void secretsAreHiddenInFieldsAndBytesUnlessRevealed() throws IOException {
    try (OpenCapture open = OpenedScript.of(folder, WEB)) {
      PacketDetail hidden = new PacketReader(open).detail(3, false);
      assertThat(field(hidden, "Authorization").value()).isEqualTo("Bearer *********");
      assertThat(new String(hidden.bytes(), StandardCharsets.ISO_8859_1))
          .contains("GET /a?token=**** HTTP/1.1")
          .doesNotContain("t0ps3cret");
      assertThat(hidden.bytes()).hasSameSizeAs(new PacketReader(open).detail(3, true).bytes());
    }
  }

  @Test
  void aFieldThatBeganInThePacketBeforeIsHidden() throws IOException {
    String script =
        """
        client 0ms handshake rtt 2ms
        client 3ms data "GET / HTTP/1.1\\r\\nHost: a\\r\\nCookie: s=aaaa"
        client 4ms data "bbbb\\r\\nAccept: x\\r\\n\\r\\n"
        server 5ms http-response 200 10
        """;
    try (OpenCapture open = OpenedScript.of(folder, script)) {
      PacketReader reader = new PacketReader(open);
      assertThat(new String(reader.detail(4, false).bytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("bbbb")
          .contains("Accept: x");
      assertThat(new String(reader.detail(4, true).bytes(), StandardCharsets.ISO_8859_1))
          .contains("bbbb");
    }
  }

  @Test
  void aHandshakeIsReadMessageByMessage() throws IOException {
    try (OpenCapture open = OpenedScript.sample("tls13-full")) {
      PacketReader reader = new PacketReader(open);
      assertThat(reader.row(3).info()).isEqualTo("Client Hello (SNI=workshop.test)");
      assertThat(reader.row(5).info())
          .startsWith("Server Hello, Change Cipher Spec, Application Data");
      PacketDetail hello = reader.detail(3, false);
      assertThat(field(hello, "Server name").value()).isEqualTo("workshop.test");
      assertThat(bytes(hello, field(hello, "Server name"))).isEqualTo("workshop.test");
      assertThat(field(hello, "Extension supported_versions").value()).contains("TLS 1.3");
      assertThat(field(reader.detail(5, false), "Cipher suite").value()).startsWith("TLS_");
    }
  }

  static PacketField field(PacketDetail detail, String name) {
    return find(detail.headers(), name).orElseThrow(() -> new AssertionError("no field " + name));
  }

  private static Optional<PacketField> find(List<PacketField> fields, String name) {
    for (PacketField field : fields) {
      if (field.name().equals(name)) {
        return Optional.of(field);
      }
      Optional<PacketField> inner = find(field.fields(), name);
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.empty();
  }

  private static String bytes(PacketDetail detail, PacketField field) {
    return new String(detail.bytes(), field.offset(), field.length(), StandardCharsets.ISO_8859_1);
  }
}
