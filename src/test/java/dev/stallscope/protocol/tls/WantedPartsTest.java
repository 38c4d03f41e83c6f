package dev.stallscope.protocol.tls;

import static dev.stallscope.protocol.tls.TlsTalk.ms;
import static dev.stallscope.tls.TlsBytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.protocol.DecryptionOutcome.Result;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.OpenedContents;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http2.Frames;
import dev.stallscope.tls.TlsRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody reads is not opened, and nothing that is told depends on that. */
class WantedPartsTest {
  private static final int AES_128 = 0x1301;
  private static final int RECORD_BYTES = 16384;
  private static final byte[] BODY = noise(300_000);

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  static Stream<Arguments> countingSuites() {
    return Stream.of(
        Arguments.of(0x1301, true),
        Arguments.of(0x1302, true),
        Arguments.of(0x1303, true),
        Arguments.of(0xc02f, false),
        Arguments.of(0xc030, false),
        Arguments.of(0xcca8, false));
  }

  @ParameterizedTest
  @MethodSource("countingSuites")
  void passesOverWhatNobodyReads(int suite, boolean isTls13) {
    SealedTalk wanted = talk(suite, isTls13, OpenedContents.WANTED);
    SealedTalk all = talk(suite, isTls13, OpenedContents.ALL);
    MessageRecorder found = read(download(wanted, plain(BODY), RECORD_BYTES));
    MessageRecorder whole = read(download(all, plain(BODY), RECORD_BYTES));
    assertThat(told(found)).isEqualTo(told(whole));
    assertThat(labels(found)).containsExactly("GET /a", "200 OK", "GET /b", "200 OK");
    assertThat(body(found).isHashWhole()).isFalse();
    assertThat(body(found).contentHash())
        .isEqualTo(hash(Arrays.copyOf(BODY, DecodeLimits.READ_BODY_BYTES)));
    assertThat(body(found).missingBytes()).isZero();
    assertThat(body(found).isComplete()).isTrue();
    assertThat(body(whole).isHashWhole()).isTrue();
    assertThat(body(whole).contentHash()).isEqualTo(hash(BODY));
  }

  @Test
  void aBlockCipherOpensAll() {
    MessageRecorder found =
        read(download(talk(0xc027, false, OpenedContents.WANTED), plain(BODY), RECORD_BYTES));
    assertThat(body(found).contentHash()).isEqualTo(hash(BODY));
    assertThat(body(found).isHashWhole()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1024, 1100, 1536, 4096, 16000, RECORD_BYTES})
  void recordsNeedNotFitWhatIsInThem(int recordBytes) {
    for (byte[] answer :
        List.of(plain(BODY), chunked(BODY, 5000), chunked(BODY, 16376), chunked(BODY, 700))) {
      MessageRecorder found = read(download(tls13(OpenedContents.WANTED), answer, recordBytes));
      MessageRecorder whole = read(download(tls13(OpenedContents.ALL), answer, recordBytes));
      assertThat(told(found)).isEqualTo(told(whole));
      assertThat(body(whole).contentHash()).isEqualTo(hash(BODY));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4100, 16000, RECORD_BYTES})
  void readsTheFramesOfHttp2(int recordBytes) {
    MessageRecorder found = read(streams(OpenedContents.WANTED, recordBytes));
    MessageRecorder whole = read(streams(OpenedContents.ALL, recordBytes));
    assertThat(told(found)).isEqualTo(told(whole));
    assertThat(labels(found)).containsExactly("GET /a", "200", "POST /b", "200");
    assertThat(body(found).isHashWhole()).isFalse();
    assertThat(body(found).wireBytes()).isEqualTo(BODY.length);
    assertThat(found.decryptions().getFirst().isDecrypted()).isTrue();
  }

  /** Two streams in turns, one of them padded, with frames of the connection between. */
  private static SealedTalk streams(OpenedContents opened, int recordBytes) {
    SealedTalk sealed = tls13(opened);
    Frames asked = Frames.preface().settings("");
    for (int stream : new int[] {1, 3}) {
      asked.lastHeaders(
          stream,
          Frames.hex(":method", stream == 1 ? "GET" : "POST")
              + Frames.hex(":scheme", "https")
              + Frames.hex(":authority", "example.org")
              + Frames.hex(":path", stream == 1 ? "/a" : "/b"));
    }
    sealed.client(
        ms(50),
        sealed.sealed(Direction.CLIENT_TO_SERVER, TlsRecord.APPLICATION_DATA, asked.bytes()));
    Frames answer = new Frames().settings("");
    answer.headers(1, Frames.hex(":status", "200")).headers(3, Frames.hex(":status", "200"));
    for (byte[] piece : pieces(BODY, 16_000)) {
      answer.frame(0, 0, 1, piece).windowUpdate(0, 9);
      answer.frame(0, 8, 3, join(new byte[] {100}, piece, new byte[100]));
    }
    answer.lastData(1, "").lastData(3, "");
    List<byte[]> pieces = pieces(answer.bytes(), recordBytes);
    for (int i = 0; i < pieces.size(); i++) {
      sealed.server(ms(60 + i), sealed.answer(pieces.get(i)));
    }
    return sealed;
  }

  @Test
  void readsAsManyFramesAsARecordHolds() {
    byte[] answer = chunked(BODY, 3000);
    MessageRecorder found = read(download(tls13(OpenedContents.WANTED), answer, RECORD_BYTES));
    assertThat(body(found).cadence())
        .isEqualTo(body(read(download(tls13(OpenedContents.ALL), answer, RECORD_BYTES))).cadence());
    assertThat(body(found).isHashWhole()).isFalse();
  }

  @Test
  void readsWhatIsCodedToItsEnd() {
    byte[] text =
        "{\"id\": 17, \"name\": \"value\"}\n".repeat(60_000).getBytes(StandardCharsets.US_ASCII);
    byte[] coded = gzip(join(text, BODY));
    byte[] answer = join(head("Content-Encoding: gzip\r\nContent-Length: " + coded.length), coded);
    MessageRecorder found = read(download(tls13(OpenedContents.WANTED), answer, RECORD_BYTES));
    assertThat(body(found).decodedBytes()).isEqualTo(OptionalLong.of(text.length + BODY.length));
    assertThat(body(found).isDecodedExact()).isTrue();
    assertThat(body(found).contentHash()).isEqualTo(hash(coded));
  }

  @Test
  void damageInWhatNobodyReadsIsNotSeen() {
    MessageRecorder found = read(damaged(OpenedContents.WANTED, 12, 5000));
    assertThat(labels(found)).containsExactly("GET /a", "200 OK", "GET /b", "200 OK");
    assertThat(found.decryptions())
        .containsExactly(new DecryptionOutcome(Result.DECRYPTED, -1, "HTTP/1.1"));
    assertThat(read(damaged(OpenedContents.ALL, 12, 5000)).decryptions().getFirst().result())
        .isEqualTo(Result.NOT_AUTHENTIC);
  }

  @Test
  void whatTellsSomethingIsProved() {
    assertThat(read(damaged(OpenedContents.WANTED, 0, 20)).decryptions().getFirst().result())
        .as("in the head of the answer")
        .isEqualTo(Result.NOT_AUTHENTIC);
    assertThat(read(damaged(OpenedContents.WANTED, 2, 9000)).decryptions().getFirst().result())
        .as("in the beginning of the body, which is read")
        .isEqualTo(Result.NOT_AUTHENTIC);
  }

  @Test
  void newKeysAreProvedBeforeAnythingIsPassedOver() {
    SealedTalk sealed = tls13(OpenedContents.WANTED);
    sealed.client(ms(50), sealed.request("/a"));
    List<byte[]> pieces = pieces(plain(BODY), RECORD_BYTES);
    for (int i = 0; i < 12; i++) {
      sealed.server(ms(60 + i), sealed.answer(pieces.get(i)));
    }
    sealed.update(ms(80));
    byte[] first = sealed.answer(pieces.get(12));
    first[5000] ^= 1;
    sealed.server(ms(90), first);
    assertThat(read(sealed).decryptions().getFirst().result()).isEqualTo(Result.NOT_AUTHENTIC);
  }

  @Test
  void whatIsPassedOverStandsWhereItStood() {
    MessageRecorder found = read(download(tls13(OpenedContents.WANTED), plain(BODY), RECORD_BYTES));
    Message answer = answers(found).getFirst();
    MessageSpan span = answer.span();
    assertThat(span.firstNanos()).isEqualTo(ms(60));
    assertThat(span.lastNanos()).isEqualTo(ms(60 + BODY.length / RECORD_BYTES));
    assertThat(span.lastPacket() - span.firstPacket()).isEqualTo(BODY.length / RECORD_BYTES);
  }

  private static SealedTalk damaged(OpenedContents opened, int record, int at) {
    SealedTalk sealed = tls13(opened);
    sealed.client(ms(50), sealed.request("/a"));
    List<byte[]> pieces = pieces(plain(BODY), RECORD_BYTES);
    for (int i = 0; i < pieces.size(); i++) {
      byte[] bytes = sealed.answer(pieces.get(i));
      if (i == record) {
        bytes[at] ^= 1;
      }
      sealed.server(ms(60 + i), bytes);
    }
    return sealed.get(ms(400), "/b");
  }

  private static SealedTalk tls13(OpenedContents opened) {
    return talk(AES_128, true, opened);
  }

  private static SealedTalk talk(int suite, boolean isTls13, OpenedContents opened) {
    TlsDecoder tls = new TlsDecoder(SealedTalk.keys(suite == 0x1302 ? 48 : 32), opened);
    Conversation silence = SealedTalk.silence(tls);
    return isTls13 ? SealedTalk.tls13(suite, silence) : SealedTalk.tls12(suite, false, silence);
  }

  /** A long answer in records of a size, and another exchange behind it. */
  private static SealedTalk download(SealedTalk sealed, byte[] answer, int recordBytes) {
    sealed.client(ms(50), sealed.request("/a"));
    List<byte[]> pieces = pieces(answer, recordBytes);
    for (int i = 0; i < pieces.size(); i++) {
      sealed.server(ms(60 + i), sealed.answer(pieces.get(i)));
    }
    return sealed.get(ms(1000), "/b");
  }

  private static List<byte[]> pieces(byte[] bytes, int length) {
    return Stream.iterate(0, from -> from < bytes.length, from -> from + length)
        .map(from -> Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length)))
        .toList();
  }

  private static byte[] head(String fields) {
    return ("HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] plain(byte[] body) {
    return join(head("Content-Length: " + body.length), body);
  }

  private static byte[] chunked(byte[] body, int chunkBytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head("Transfer-Encoding: chunked"));
    for (byte[] chunk : pieces(body, chunkBytes)) {
      bytes.writeBytes(
          (Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(chunk);
      bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static MessageRecorder read(SealedTalk sealed) {
    return sealed.talk().read();
  }

  /** All but what says how much was read. */
  private static List<String> told(MessageRecorder found) {
    return Stream.concat(
            found.messages().stream().map(Object::toString), Stream.of(found.decryptions()))
        .map(text -> text.toString().replaceAll("contentHash=\\d+, isHashWhole=(true|false)", ""))
        .toList();
  }

  private static List<Message> answers(MessageRecorder found) {
    return found.messages().stream().filter(one -> one.role() == MessageRole.RESPONSE).toList();
  }

  private static HttpBody body(MessageRecorder found) {
    return ((HttpResponse) answers(found).getFirst().content()).body();
  }

  private static long hash(byte[] bytes) {
    CRC32C hash = new CRC32C();
    hash.update(bytes);
    return hash.getValue();
  }

  private static List<String> labels(MessageRecorder found) {
    return found.messages().stream().map(Message::content).map(one -> one.label()).toList();
  }
}
