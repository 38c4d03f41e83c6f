package dev.stallscope.protocol.quic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.protocol.CaptureFlows;
import dev.stallscope.protocol.CaptureFlows.Found;
import dev.stallscope.protocol.CatalogueDetector;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DecoderContract;
import dev.stallscope.protocol.DecryptionOutcome;
import dev.stallscope.protocol.DecryptionOutcome.Result;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.Nanos;
import dev.stallscope.tls.KeyLog;
import dev.stallscope.tls.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuicDecryptionTest {
  private final RecordedStreams streams = new RecordedStreams();

  /** Both directions of a connection, in which everything has the same secret. */
  private Conversation talk(SealedQuic sealed) {
    QuicDecoder decoder = new QuicDecoder(sealed.secrets());
    return sealed
        .handshake(Conversation.with(decoder, 443))
        .detectedBy(new CatalogueDetector(List.of(decoder, streams)));
  }

  private static Result result(MessageRecorder recorder) {
    assertThat(recorder.decryptions()).hasSize(1);
    return recorder.decryptions().getFirst().result();
  }

  @ParameterizedTest
  @CsvSource({"1,0x1301", "1,0x1302", "1,0x1303", "2,0x1301", "2,0x1302", "2,0x1303"})
  void opensStreamsUnderEverySuite(int version, String suite) {
    SealedQuic sealed =
        new SealedQuic(version == 1 ? QuicVersion.V1 : QuicVersion.V2, Integer.decode(suite));
    MessageRecorder recorder =
        talk(sealed)
            .client(Nanos.ofMillis(41), sealed.client(1, SealedQuic.stream(0, 0, "question", true)))
            .server(Nanos.ofMillis(61), sealed.server(0, SealedQuic.stream(0, 0, "answer", true)))
            .readDatagrams();
    assertThat(streams.events)
        .containsExactly("0> 0@3 question", "0> end@3", "0< 0@4 answer", "0< end@4", "close");
    assertThat(recorder.decryptions())
        .containsExactly(new DecryptionOutcome(Result.DECRYPTED, -1, "HTTP/3"));
    QuicHandshake handshake = (QuicHandshake) recorder.setups().getFirst().content();
    assertThat(handshake.protocolChosen()).contains("h3");
  }

  @Test
  void putsTheBytesOfAStreamInOrder() {
    SealedQuic sealed = new SealedQuic(QuicVersion.V1, 0x1301);
    talk(sealed)
        .server(50, sealed.server(1, SealedQuic.stream(0, 4, "efgh", true)))
        .server(51, sealed.server(2, SealedQuic.stream(4, 0, "other", false)))
        .server(52, sealed.server(0, SealedQuic.stream(0, 0, "abcdef", false)))
        .server(53, sealed.server(3, SealedQuic.stream(0, 2, "cdefgh", true)))
        .readDatagrams();
    assertThat(streams.events)
        .containsExactly("4< 0@4 other", "0< 0@5 abcdef", "0< 6@3 gh", "0< end@5", "close");
  }

  @Test
  void followsKeyUpdatesAndLatePacketsOfThePhaseBefore() {
    SealedQuic sealed = new SealedQuic(QuicVersion.V1, 0x1303);
    byte[] late = sealed.client(2, SealedQuic.stream(0, 1, "b", false));
    SealedQuic updated = sealed.updated();
    SealedQuic again = updated.updated();
    MessageRecorder recorder =
        talk(sealed)
            .client(50, sealed.client(1, SealedQuic.stream(0, 0, "a", false)))
            .client(51, updated.client(3, SealedQuic.stream(0, 2, "c", false)))
            .client(52, late)
            .client(53, again.client(4, SealedQuic.stream(0, 3, "d", true)))
            .readDatagrams();
    assertThat(streams.bytes).containsEntry("0>", 4L);
    assertThat(result(recorder)).isEqualTo(Result.DECRYPTED);
  }

  @Test
  void tellsOfResetsAndOfWhatIsNotWanted() {
    SealedQuic sealed = new SealedQuic(QuicVersion.V1, 0x1301);
    talk(sealed)
        .client(50, sealed.client(1, SealedQuic.stream(0, 0, "a", false)))
        .server(51, sealed.server(0, new byte[] {5, 0, 9}))
        .client(52, sealed.client(2, new byte[] {4, 0, 9, 1}))
        .readDatagrams();
    assertThat(streams.events).containsExactly("0> 0@3 a", "0> stop 9@4", "0> reset 9@5", "close");
  }

  @Test
  void saysWhereBytesAreMissing() {
    SealedQuic sealed = new SealedQuic(QuicVersion.V1, 0x1301);
    talk(sealed)
        .server(50, sealed.server(1, SealedQuic.stream(0, 4, "efgh", true)))
        .readDatagrams();
    assertThat(streams.events).containsExactly("0< gap 0+4", "0< 4@3 efgh", "0< end@3", "close");
  }

  @Test
  void doesNotOpenAStreamAgainThatIsOver() {
    SealedQuic sealed = new SealedQuic(QuicVersion.V1, 0x1301);
    byte[] answer = SealedQuic.stream(3, 0, "answer", true);
    talk(sealed)
        .server(50, sealed.server(1, answer))
        .server(51, sealed.server(2, answer))
        .readDatagrams();
    assertThat(streams.events).containsExactly("3< 0@3 answer", "3< end@3", "close");
  }

  @Test
  void readsDataSentWithTheHello() {
    SealedQuic sealed = new SealedQuic(QuicVersion.V1, 0x1302);
    QuicDecoder decoder = new QuicDecoder(sealed.secrets());
    MessageRecorder recorder =
        Conversation.with(decoder, 443)
            .detectedBy(new CatalogueDetector(List.of(decoder, streams)))
            .client(
                0,
                QuicTalk.join(
                    sealed.hello(), sealed.early(0, SealedQuic.stream(0, 0, "early", true))))
            .readDatagrams();
    assertThat(streams.events).containsExactly("0> 0@0 early", "0> end@0", "close");
    assertThat(result(recorder)).isEqualTo(Result.DECRYPTED);
  }

  @Test
  void saysWhyItCouldNotRead() {
    SealedQuic sealed = new SealedQuic(QuicVersion.V1, 0x1301);
    Conversation without = sealed.handshake(Conversation.with(new QuicDecoder(), 443));
    assertThat(result(without.readDatagrams())).isEqualTo(Result.NO_KEYS);
    SecretSource wrong = (_, _) -> Optional.of(new byte[32]);
    Conversation others = sealed.handshake(Conversation.with(new QuicDecoder(wrong), 443));
    assertThat(result(others.readDatagrams())).isEqualTo(Result.NOT_AUTHENTIC);
  }

  @Test
  void keepsTheContractOfDecoders() {
    SealedQuic sealed = new SealedQuic(QuicVersion.V1, 0x1301);
    DecoderContract.holdsForDatagrams(
        talk(sealed)
            .client(41, sealed.client(1, SealedQuic.stream(0, 0, "question", true)))
            .server(61, sealed.server(0, SealedQuic.stream(0, 0, "answer", true))));
  }

  /** Connections with key updates and with segments that were joined; each is read to its end. */
  @ParameterizedTest
  @ValueSource(strings = {"made/q", "made/qp"})
  void readsConnectionsOfRealEndpoints(String name) throws IOException {
    Path folder = SampleCaptures.sharedFolder();
    KeyLog keys;
    try (Stream<String> lines =
        Files.lines(folder.resolve(name + ".keys"), StandardCharsets.US_ASCII)) {
      keys = KeyLog.read(lines);
    }
    List<Found> flows =
        CaptureFlows.read(folder.resolve(name + ".pcap"), List.of(new QuicDecoder(keys), streams));
    List<DecryptionOutcome> outcomes =
        flows.stream().flatMap(flow -> flow.recorder().decryptions().stream()).toList();
    assertThat(outcomes)
        .hasSizeGreaterThan(1)
        .containsOnly(new DecryptionOutcome(Result.DECRYPTED, -1, "HTTP/3"));
    assertThat(streams.events).noneMatch(event -> event.contains(" gap "));
    long bytes = streams.bytes.values().stream().mapToLong(Long::longValue).sum();
    assertThat(bytes).isEqualTo(name.equals("made/q") ? 5_206_017 : 578_328);
  }
}
