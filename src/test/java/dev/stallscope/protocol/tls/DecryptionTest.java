package dev.stallscope.protocol.tls;

import static dev.stallscope.protocol.tls.TlsTalk.ms;
import static dev.stallscope.tls.TlsBytes.changeCipherSpec;
import static dev.stallscope.tls.TlsBytes.data;
import static dev.stallscope.tls.TlsBytes.earlyData;
import static dev.stallscope.tls.TlsBytes.handshake;
import static dev.stallscope.tls.TlsBytes.helloRetry;
import static dev.stallscope.tls.TlsBytes.join;
import static dev.stallscope.tls.TlsBytes.message;
import static dev.stallscope.tls.TlsBytes.psk;
import static dev.stallscope.tls.TlsBytes.serverHello;
import static dev.stallscope.tls.TlsBytes.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.Conversation.Hole;
import dev.stallscope.protocol.DecoderContract;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.protocol.DecryptionOutcome.Result;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.KeyLog;
import dev.stallscope.tls.TlsRecord;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecryptionTest {
  private static final int AES_128 = 0x1301;
  private static final TlsDecoder TLS = new TlsDecoder(SealedTalk.keys(32));

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0x1302, 0x1303})
  void readsRequestsInTls13(int suite) {
    TlsDecoder tls = new TlsDecoder(SealedTalk.keys(suite == 0x1302 ? 48 : 32));
    SealedTalk sealed = SealedTalk.tls13(suite, SealedTalk.silence(tls));
    byte[] ticket =
        sealed.sealed(
            Direction.SERVER_TO_CLIENT,
            TlsRecord.HANDSHAKE,
            message(HandshakeType.NEW_SESSION_TICKET, new byte[90]));
    MessageRecorder found =
        read(sealed.server(ms(41), ticket).get(ms(50), "/a").get(ms(100), "/b"));
    assertThat(labels(found)).containsExactly("GET /a", "200 OK", "GET /b", "200 OK");
    assertThat(found.decryptions())
        .containsExactly(new DecryptionOutcome(Result.DECRYPTED, -1, "HTTP/1.1"));
  }

  static Stream<Arguments> suites12() {
    return Stream.of(0xc02f, 0xc030, 0xcca8, 0xc013, 0xc027, 0xc028)
        .flatMap(suite -> Stream.of(Arguments.of(suite, false), Arguments.of(suite, true)));
  }

  @ParameterizedTest
  @MethodSource("suites12")
  void readsRequestsInTls12(int suite, boolean isEncryptThenMac) {
    MessageRecorder found =
        read(SealedTalk.tls12(suite, isEncryptThenMac, silence()).get(ms(50), "/a"));
    assertThat(labels(found)).containsExactly("GET /a", "200 OK");
    assertThat(found.decryptions().getFirst().isDecrypted()).isTrue();
  }

  @Test
  void aMessageStandsWhereItsRecordsDo() {
    SealedTalk sealed = tls13();
    byte[] request = sealed.request("/a");
    long before = bytesOf(sealed, Direction.CLIENT_TO_SERVER);
    sealed.client(ms(50), Arrays.copyOf(request, 9));
    sealed.client(ms(52), Arrays.copyOfRange(request, 9, request.length));
    assertThat(read(sealed).messages().getFirst().span())
        .isEqualTo(new MessageSpan(ms(50), ms(52), 3, 4, before, before + request.length));
  }

  @Test
  void aRequestIsKnownByItsWholeAddress() {
    Message request = read(tls13().get(ms(50), "/a")).messages().getFirst();
    assertThat(((HttpRequest) request.content()).url()).hasValue("https://example.org/a");
  }

  @Test
  void followsNewKeys() {
    MessageRecorder found =
        read(tls13().get(ms(50), "/a").update(ms(100)).get(ms(120), "/b").update(ms(170)));
    assertThat(labels(found)).containsExactly("GET /a", "200 OK", "GET /b", "200 OK");
  }

  @Test
  void readsWhatFollowsAnotherHello() {
    Conversation retried =
        silence()
            .client(ms(-40), TlsTalk.hello13())
            .server(ms(-20), handshake(HandshakeType.SERVER_HELLO, helloRetry(24)));
    MessageRecorder found = read(SealedTalk.tls13(AES_128, retried).get(ms(50), "/a"));
    assertThat(labels(found)).containsExactly("GET /a", "200 OK");
  }

  @Test
  void aFlippedByteEndsTheReadingAndWhatFollowsIsInferred() {
    SealedTalk sealed = tls13().get(ms(50), "/a");
    sealed.client(ms(100), sealed.request("/b"));
    byte[] broken = sealed.answer(SealedTalk.OK);
    broken[broken.length - 1] ^= 1;
    MessageRecorder found =
        read(sealed.server(ms(140), broken).get(ms(200), "/c").get(ms(250), "/d"));
    assertThat(labels(found))
        .containsExactly(
            "GET /a",
            "200 OK",
            "GET /b",
            "encrypted response (42 B) from example.org",
            "encrypted request (40 B) to example.org",
            "encrypted response (42 B) from example.org",
            "encrypted request (40 B) to example.org",
            "encrypted response (42 B) from example.org");
    assertThat(found.decryptions())
        .containsExactly(new DecryptionOutcome(Result.NOT_AUTHENTIC, 6, ""));
  }

  @Test
  void missingBytesEndTheReading() {
    SealedTalk sealed = tls13().get(ms(50), "/a").get(ms(100), "/b").get(ms(150), "/c");
    MessageRecorder found = sealed.talk().read(new Hole(6, 20));
    assertThat(labels(found))
        .startsWith("GET /a", "200 OK", "GET /b", "encrypted response (42 B) from example.org")
        .doesNotContain("GET /c");
    assertThat(found.decryptions()).containsExactly(new DecryptionOutcome(Result.GAP, 6, ""));
  }

  @Test
  void withoutItsKeysAConnectionIsInferredAsIfThereWereNone() {
    KeyLog others =
        KeyLog.read(Stream.of("CLIENT_RANDOM " + "77".repeat(32) + " " + "00".repeat(48)));
    MessageRecorder found = read(talked(new TlsDecoder(others)));
    assertThat(found.recording()).isEqualTo(read(talked(new TlsDecoder())).recording());
    assertThat(labels(found)).first().asString().startsWith("encrypted request");
    assertThat(found.decryptions()).containsExactly(outcome(Result.NO_KEYS, ""));
  }

  private static SealedTalk talked(TlsDecoder tls) {
    return SealedTalk.tls13(AES_128, SealedTalk.silence(tls)).get(ms(50), "/a").get(ms(100), "/b");
  }

  @Test
  void saysThatKeysAreIncomplete() {
    KeyLog half =
        KeyLog.read(
            Stream.of("CLIENT_TRAFFIC_SECRET_0 " + "00".repeat(32) + " " + "03".repeat(32)));
    assertThat(read(talked(new TlsDecoder(half))).decryptions())
        .containsExactly(outcome(Result.KEYS_INCOMPLETE, ""));
  }

  @Test
  void keysOfAnotherConnectionAreNoticed() {
    KeyLog wrong =
        KeyLog.read(
            SealedTalk.keys(32).labels().keySet().stream()
                .map(label -> label + " " + "00".repeat(32) + " " + "0a".repeat(32)));
    MessageRecorder found = read(talked(new TlsDecoder(wrong)));
    assertThat(found.decryptions().getFirst().result()).isEqualTo(Result.NOT_AUTHENTIC);
    assertThat(found.recording()).isEqualTo(read(talked(new TlsDecoder())).recording());
  }

  @Test
  void namesWhatItDoesNotSupport() {
    assertThat(outcome(answered(0x00c6, 0x0304)))
        .isEqualTo(outcome(Result.CIPHER_NOT_SUPPORTED, "cipher suite 0x00c6"));
    assertThat(outcome(answered(AES_128, 0x7f17)))
        .isEqualTo(outcome(Result.VERSION_NOT_SUPPORTED, "TLS 1.3 (draft 23)"));
  }

  private static Conversation answered(int suite, int version) {
    return silence()
        .client(ms(0), TlsTalk.hello13())
        .server(
            ms(20),
            join(
                handshake(HandshakeType.SERVER_HELLO, serverHello("aabb", suite, version(version))),
                data(300)));
  }

  @Test
  void needsTheHandshake() {
    assertThat(outcome(silence().client(ms(0), data(100)).server(ms(40), data(200))))
        .isEqualTo(outcome(Result.HANDSHAKE_NOT_CAPTURED, ""));
    assertThat(outcome(silence().client(ms(0), TlsTalk.hello13())))
        .isEqualTo(outcome(Result.NOTHING_ENCRYPTED, ""));
  }

  @Test
  void dataThatMightGoWithTheHelloDoNotDisturb() {
    SealedTalk early = SealedTalk.tls13(AES_128, silence(), earlyData(), psk());
    assertThat(labels(read(early.get(ms(50), "/a")))).contains("GET /a");
  }

  @Test
  void onlyKeysTellThatEarlyDataWereRefusedThoughTheSessionWentOn() {
    SealedTalk sealed = SealedTalk.refusingEarlyData(AES_128, silence()).get(ms(50), "/a");
    MessageRecorder found = read(sealed);
    assertThat(labels(found)).containsExactly("GET /a", "200 OK");
    assertThat(found.decryptions())
        .containsExactly(new DecryptionOutcome(Result.DECRYPTED, -1, "HTTP/1.1"));
    assertThat(toldOfEarlyData(found)).isEqualTo(EarlyData.REJECTED);
    Conversation unread = SealedTalk.silence(new TlsDecoder());
    SealedTalk hidden = SealedTalk.refusingEarlyData(AES_128, unread).get(ms(50), "/a");
    assertThat(toldOfEarlyData(read(hidden))).isEqualTo(EarlyData.ACCEPTED);
  }

  private static EarlyData toldOfEarlyData(MessageRecorder found) {
    return ((TlsHandshake) found.setups().getFirst().content()).earlyData();
  }

  @Test
  void stopsAtARenegotiation() {
    SealedTalk sealed = SealedTalk.tls12(0xc02f, false, silence()).get(ms(50), "/a");
    MessageRecorder found = read(sealed.client(ms(100), changeCipherSpec()).get(ms(120), "/b"));
    assertThat(labels(found)).startsWith("GET /a", "200 OK").doesNotContain("GET /b");
    assertThat(found.decryptions())
        .containsExactly(new DecryptionOutcome(Result.RENEGOTIATED, 6, ""));
  }

  @Test
  void whatNobodyReadsIsInferred() {
    MessageRecorder found = read(noise(TLS));
    assertThat(found.messages()).hasSizeGreaterThan(70);
    assertThat(found.messages()).isEqualTo(read(noise(new TlsDecoder())).messages());
    assertThat(found.decryptions()).containsExactly(outcome(Result.CONTENT_NOT_READ, "unknown"));
  }

  private static SealedTalk noise(TlsDecoder tls) {
    SealedTalk sealed = SealedTalk.tls13(AES_128, SealedTalk.silence(tls));
    byte[] noise = new byte[70];
    Arrays.fill(noise, (byte) 0xee);
    for (int i = 0; i < 40; i++) {
      sealed.client(
          ms(50 + 100 * i),
          sealed.sealed(Direction.CLIENT_TO_SERVER, TlsRecord.APPLICATION_DATA, noise));
      sealed.server(ms(90 + 100 * i), sealed.answer(noise));
    }
    return sealed;
  }

  @Test
  void keepsTheContract() {
    DecoderContract.holdsForStream(
        tls13().get(ms(50), "/a").update(ms(95)).get(ms(100), "/b").talk());
    DecoderContract.holdsForStream(
        SealedTalk.tls12(0xc013, true, silence()).get(ms(50), "/a").get(ms(100), "/b").talk());
  }

  private static Conversation silence() {
    return SealedTalk.silence(TLS);
  }

  private static SealedTalk tls13() {
    return SealedTalk.tls13(AES_128, silence());
  }

  private static MessageRecorder read(SealedTalk sealed) {
    return sealed.talk().read();
  }

  private static DecryptionOutcome outcome(Result result, String detail) {
    return new DecryptionOutcome(result, -1, detail);
  }

  private static DecryptionOutcome outcome(Conversation talk) {
    return talk.read().decryptions().getFirst();
  }

  private static List<String> labels(MessageRecorder found) {
    return found.messages().stream().map(Message::content).map(one -> one.label()).toList();
  }

  private static long bytesOf(SealedTalk sealed, Direction direction) {
    return sealed.talk().turns().stream()
        .filter(turn -> turn.direction() == direction)
        .mapToLong(turn -> turn.bytes().length)
        .sum();
  }
}
