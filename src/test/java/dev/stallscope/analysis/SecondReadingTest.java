package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.tls.SealedTalk;
import dev.stallscope.protocol.tls.TlsDecoder;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted bodies are read to their end where rules compare them, and only there. */
class SecondReadingTest {
  private static final int AES_128 = 0x1301;
  private static final int RECORD_BYTES = 16_000;
  private static final byte[] BODY = new byte[200_000];

  static {
    new Random(3).nextBytes(BODY);
  }

  @TempDir private Path folder;

  @Test
  void theSameAnswerAgainIsFoundUnderEncryption() throws IOException {
    Analysis analysis = analysed(fetched(BODY, BODY, BODY));
    assertThat(ids(analysis)).contains("repeated-request");
    assertThat(bodies(analysis)).allMatch(HttpBody::isHashWhole);
  }

  @Test
  void answersThatDifferOnlyNearTheirEndAreOthers() throws IOException {
    Analysis analysis = analysed(fetched(BODY, changed(150_000), changed(160_000)));
    assertThat(ids(analysis)).doesNotContain("repeated-request");
    assertThat(bodies(analysis)).allMatch(HttpBody::isHashWhole);
  }

  @Test
  void answersThatBeginOtherwiseAreNotReadToTheirEnd() throws IOException {
    Analysis analysis = analysed(fetched(BODY, changed(100), changed(200)));
    assertThat(ids(analysis)).doesNotContain("repeated-request");
    assertThat(bodies(analysis)).hasSize(3).noneMatch(HttpBody::isHashWhole);
  }

  @Test
  void whatComesThroughAPipeIsReadToItsEndAtOnce() throws IOException {
    Path file = written(fetched(BODY, BODY, BODY));
    try (CaptureReader reader = CaptureFile.open(file)) {
      Analysis analysis = analysed(folder.resolve("no regular file"), reader);
      assertThat(ids(analysis)).contains("repeated-request");
    }
  }

  @Test
  void whoCancelsWaitsForNoSecondReading() throws IOException {
    Path file = written(fetched(BODY, BODY, BODY));
    try (CaptureReader reader = CaptureFile.open(file)) {
      List<KeySource> keys = List.of(new KeySource("keys.log", SealedTalk.keys(32)));
      Analysis analysis = Analyzer.analyze(List.of(file), reader, keys, new CancelledOnceRead());
      assertThat(ids(analysis)).doesNotContain("repeated-request");
      assertThat(bodies(analysis)).hasSize(3).noneMatch(HttpBody::isHashWhole);
    }
  }

  /** Somebody cancels when the capture has been read. */
  private static final class CancelledOnceRead implements AnalysisProgress {
    private boolean isRead;

    @Override
    public void read(long bytes, long size, int packets) {}

    @Override
    public void readingEnded(int packets) {
      isRead = true;
    }

    @Override
    public boolean isCancelled() {
      return isRead;
    }
  }

  private static byte[] changed(int at) {
    byte[] other = BODY.clone();
    other[at] ^= 1;
    return other;
  }

  private Analysis analysed(SealedTalk sealed) throws IOException {
    Path file = written(sealed);
    try (CaptureReader reader = CaptureFile.open(file)) {
      return analysed(file, reader);
    }
  }

  private static Analysis analysed(Path file, CaptureReader reader) throws IOException {
    List<KeySource> keys = List.of(new KeySource("keys.log", SealedTalk.keys(32)));
    return Analyzer.analyze(List.of(file), reader, keys, AnalysisProgress.NONE);
  }

  private Path written(SealedTalk sealed) throws IOException {
    StringBuilder script = new StringBuilder("client 0ms handshake rtt 2ms\n");
    Map<String, byte[]> payloads = new HashMap<>();
    for (Conversation.Turn turn : sealed.talk().turns()) {
      String side = turn.direction().name().startsWith("CLIENT") ? "client" : "server";
      String name = "turn" + payloads.size();
      long millis = 10 + turn.epochNanos() / Nanos.PER_MILLI;
      script.append("%s %dms data $%s\n".formatted(side, millis, name));
      payloads.put(name, turn.bytes());
    }
    return CaptureScript.parse(script.toString(), payloads).writeTo(folder.resolve("a.pcap"));
  }

  private static SealedTalk fetched(byte[]... bodies) {
    Conversation silence = SealedTalk.silence(new TlsDecoder());
    SealedTalk sealed = SealedTalk.tls13(AES_128, silence);
    long millis = 100;
    for (byte[] body : bodies) {
      sealed.client(Nanos.ofMillis(millis), sealed.request("/report"));
      String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
      sealed.server(
          Nanos.ofMillis(millis + 40), sealed.answer(head.getBytes(StandardCharsets.US_ASCII)));
      for (int from = 0; from < body.length; from += RECORD_BYTES) {
        millis += 5;
        byte[] piece = Arrays.copyOfRange(body, from, Math.min(body.length, from + RECORD_BYTES));
        sealed.server(Nanos.ofMillis(millis + 40), sealed.answer(piece));
      }
      millis += 200;
    }
    return sealed;
  }

  private static List<String> ids(Analysis analysis) {
    return analysis.findings().stream().map(finding -> finding.rule().id()).toList();
  }

  private static List<HttpBody> bodies(Analysis analysis) {
    return analysis.measurements().exchanges().stream()
        .flatMap(exchange -> exchange.response().stream())
        .filter(message -> message.content() instanceof HttpResponse)
        .map(message -> ((HttpResponse) message.content()).body())
        .toList();
  }
}
