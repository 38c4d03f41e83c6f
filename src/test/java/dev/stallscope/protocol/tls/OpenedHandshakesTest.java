package dev.stallscope.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CaptureFlows;
import dev.stallscope.protocol.CaptureFlows.Found;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.protocol.DecryptionOutcome.Result;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.http1.Http1Decoder;
import dev.stallscope.tls.CertificateSummary;
import dev.stallscope.tls.KeyLog;
import dev.stallscope.tls.SessionTicket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Connections of OpenSSL's own client and server, with the keys that it logged. */
class OpenedHandshakesTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/stallscope/protocol/tls");

  @Test
  void thePremasterSecretIsEnough() throws IOException {
    List<String> log = lines("rsa-key-exchange");
    String premaster =
        log.stream().filter(line -> line.startsWith("RSA ")).findFirst().orElseThrow();
    String master =
        log.stream().filter(line -> line.startsWith("CLIENT_RANDOM ")).findFirst().orElseThrow();
    String ofClient = "PMS_CLIENT_RANDOM " + master.split(" ")[1] + " " + premaster.split(" ")[2];
    for (String line : List.of(master, premaster, ofClient)) {
      MessageRecorder found = read("rsa-key-exchange", Stream.of(line)).getFirst();
      assertThat(labels(found)).as(line.substring(0, 6)).startsWith("GET /", "200 ok");
      assertThat(handshake(found).serverHello().orElseThrow().extendsMaster()).isTrue();
    }
  }

  @Test
  void earlyDataAreReadWithTheirOwnSecret() throws IOException {
    MessageRecorder found = read("early-data", lines("early-data").stream()).get(1);
    assertThat(labels(found)).containsExactly("GET /early", "200 OK");
    assertThat(found.decryptions())
        .containsExactly(new DecryptionOutcome(Result.DECRYPTED, -1, "HTTP/1.1"));
    TlsHandshake handshake = handshake(found);
    assertThat(handshake.kind()).isEqualTo(HandshakeKind.RESUMED_PSK);
    assertThat(handshake.earlyData()).isEqualTo(EarlyData.ACCEPTED);
    assertThat(handshake.encryptedExtensions().orElseThrow().acceptsEarlyData()).isTrue();
    assertThat(handshake.tickets()).containsExactly(new SessionTicket(7200, 16384));
  }

  @Test
  void withoutTheEarlySecretTheRestIsRead() throws IOException {
    MessageRecorder found =
        read(
                "early-data",
                lines("early-data").stream()
                    .filter(line -> !line.startsWith("CLIENT_EARLY_TRAFFIC_SECRET")))
            .get(1);
    assertThat(labels(found)).containsExactly("200 OK");
    assertThat(found.decryptions())
        .containsExactly(new DecryptionOutcome(Result.EARLY_DATA, -1, ""));
  }

  @Test
  void everyMessageOfTheHandshakeIsSeen() throws IOException {
    MessageRecorder found =
        read("client-certificate", lines("client-certificate").stream()).getFirst();
    TlsHandshake handshake = handshake(found);
    assertThat(handshake.flights())
        .extracting(TlsFlight::direction, TlsFlight::messages)
        .containsExactly(
            flight(Direction.CLIENT_TO_SERVER, "ClientHello"),
            flight(
                Direction.SERVER_TO_CLIENT,
                "ServerHello",
                "EncryptedExtensions",
                "CertificateRequest",
                "Certificate",
                "CertificateVerify",
                "Finished"),
            flight(Direction.CLIENT_TO_SERVER, "Certificate", "CertificateVerify", "Finished"),
            flight(Direction.SERVER_TO_CLIENT, "NewSessionTicket", "NewSessionTicket"));
    assertThat(handshake.certificates().orElseThrow().certificates())
        .extracting(CertificateSummary::subject, CertificateSummary::sizeBytes)
        .containsExactly(tuple("rsa.test", 779));
    assertThat(handshake.tickets()).hasSize(2);
  }

  @Test
  void newKeysOfBothSidesAreFollowed() throws IOException {
    MessageRecorder found =
        read("client-certificate", lines("client-certificate").stream()).getFirst();
    assertThat(labels(found)).startsWith("GET /", "200 ok");
  }

  @Test
  void withoutKeysNothingOfItIsSeen() throws IOException {
    TlsHandshake handshake = handshake(read("client-certificate", Stream.of()).getFirst());
    assertThat(handshake.certificates()).isEmpty();
    assertThat(handshake.encryptedExtensions()).isEmpty();
    assertThat(handshake.flights()).hasSize(3);
  }

  @Test
  void whatBeganInTheClearIsReadFromItsHelloOn() throws IOException {
    List<MessageRecorder> found = read("starttls", lines("starttls").stream());
    assertThat(found)
        .extracting(one -> handshake(one).upgrade().orElseThrow())
        .containsExactly(Upgrade.POSTGRESQL, Upgrade.MYSQL, Upgrade.SMTP, Upgrade.IMAP);
    assertThat(found)
        .extracting(one -> handshake(one).label())
        .startsWith("TLS handshake of PostgreSQL with rsa.test");
    assertThat(found)
        .allSatisfy(
            one -> {
              assertThat(handshake(one).certificates()).isPresent();
              assertThat(handshake(one).roundTrips()).isEqualTo(1);
            });
    assertThat(found)
        .flatExtracting(MessageRecorder::decryptions)
        .extracting(DecryptionOutcome::result, DecryptionOutcome::detail)
        .containsExactly(
            tuple(Result.CONTENT_NOT_READ, "PostgreSQL"),
            tuple(Result.CONTENT_NOT_READ, "MySQL"),
            tuple(Result.CONTENT_NOT_READ, "SMTP"),
            tuple(Result.CONTENT_NOT_READ, "IMAP"));
  }

  @Test
  void whatWasSaidInTheClearIsASetUpOfItsOwn() throws IOException {
    List<MessageRecorder> found = read("starttls", Stream.of());
    assertThat(found)
        .extracting(one -> one.setups().getFirst().content().label())
        .containsExactly(
            "Upgrade of PostgreSQL to TLS",
            "Upgrade of MySQL to TLS",
            "Upgrade of SMTP to TLS",
            "Upgrade of IMAP to TLS");
    UpgradeTalk postgresql = (UpgradeTalk) found.getFirst().setups().getFirst().content();
    assertThat(postgresql.roundTrips()).isEqualTo(1);
    assertThat(postgresql.flights())
        .extracting(TlsFlight::direction, TlsFlight::messages)
        .containsExactly(
            flight(Direction.CLIENT_TO_SERVER, "asks for TLS"),
            flight(Direction.SERVER_TO_CLIENT, "agrees to TLS"));
    UpgradeTalk smtp = (UpgradeTalk) found.get(2).setups().getFirst().content();
    assertThat(smtp.flights().getFirst().messages()).containsExactly("greeting");
    assertThat(found)
        .allSatisfy(
            one ->
                assertThat(one.setups().getFirst().endNanos())
                    .isEqualTo(one.setups().getLast().startNanos()));
  }

  @Test
  void whatIsSaidBeforeTellsTheProtocol() {
    assertThat(upgrade("CAPA\r\nSTLS\r\n", "+OK ready\r\n")).contains(Upgrade.POP3);
    assertThat(upgrade("AUTH TLS\r\n", "220 ftp ready\r\n")).contains(Upgrade.FTP);
    assertThat(
            upgrade(
                "<stream:stream to='a'><starttls xmlns='x'/>", "<?xml?><stream:stream from='a'>"))
        .contains(Upgrade.XMPP);
    assertThat(upgrade("STARTTLS\r\n", "SSH-2.0-OpenSSH\r\n")).isEmpty();
    assertThat(upgrade("EHLO a\r\n", "220 mail\r\n")).isEmpty();
    assertThat(upgrade("", "")).isEmpty();
  }

  private static Optional<Upgrade> upgrade(String client, String server) {
    return Upgrade.of(
        client.getBytes(StandardCharsets.US_ASCII), server.getBytes(StandardCharsets.US_ASCII));
  }

  private static Tuple flight(Direction direction, String... messages) {
    return tuple(direction, List.of(messages));
  }

  private static List<String> lines(String name) throws IOException {
    return Files.readAllLines(FOLDER.resolve(name + ".keys"));
  }

  private static List<MessageRecorder> read(String name, Stream<String> keys) throws IOException {
    TlsDecoder tls = new TlsDecoder(KeyLog.read(keys));
    List<MessageRecorder> found = new ArrayList<>();
    for (Found flow :
        CaptureFlows.read(FOLDER.resolve(name + ".pcap"), List.of(new Http1Decoder(), tls))) {
      found.add(flow.recorder());
    }
    return found;
  }

  private static TlsHandshake handshake(MessageRecorder found) {
    return (TlsHandshake) found.setups().getLast().content();
  }

  private static List<String> labels(MessageRecorder found) {
    return found.messages().stream().map(message -> message.content().label()).toList();
  }
}
