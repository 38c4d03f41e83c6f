package dev.stallscope.protocol.quic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CatalogueDetector;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.PathSample;
import dev.stallscope.quic.PacketType;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.time.Nanos;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The round trips of a connection with keys, captured in the middle of a path of 40 ms. */
class PathSamplesTest {
  private final SealedQuic sealed = new SealedQuic(QuicVersion.V1, 0x1301);

  private Conversation decrypted(String parameters) {
    QuicDecoder decoder = new QuicDecoder(sealed.secrets());
    return sealed
        .handshake(Conversation.with(decoder, 443), parameters)
        .client(Nanos.ofMillis(20), sealed.client(1, QuicTalk.ackOnly(0)))
        .detectedBy(new CatalogueDetector(List.of(decoder, new RecordedStreams())));
  }

  private static List<PathSample> samples(Conversation conversation) {
    return conversation.readDatagrams().connections().getFirst().samples();
  }

  private byte[] ask(int number) {
    return sealed.client(number, SealedQuic.stream(4 * number, 0, "a", true));
  }

  /** An acknowledgment of one packet that waited for so many units. */
  private byte[] answer(int number, int answered, int delay) {
    return sealed.server(
        number, new byte[] {2, (byte) answered, (byte) (0x40 | delay >> 8), (byte) delay, 0, 0});
  }

  private byte[] data(int number, int offset) {
    return sealed.server(number, SealedQuic.stream(8, offset, "abcdef", false));
  }

  @Test
  void tellsWhatWasUnderWay() {
    assertThat(
            samples(
                decrypted("")
                    .client(Nanos.ofMillis(100), ask(2))
                    .server(Nanos.ofMillis(110), data(1, 0))
                    .server(Nanos.ofMillis(120), data(2, 6))
                    .server(Nanos.ofMillis(160), answer(3, 2, 0))))
        .containsExactly(
            new PathSample(Nanos.ofMillis(100), Nanos.ofMillis(160), Nanos.ofMillis(80), 0, 12, 7));
  }

  @Test
  void leavesOutWhatTheServerWaited() {
    assertThat(nanos("", 500)).isEqualTo(Nanos.ofMillis(76));
    assertThat(nanos("0a0104", 500)).isEqualTo(Nanos.ofMillis(72));
    assertThat(nanos("0b0102", 500)).isEqualTo(Nanos.ofMillis(78));
  }

  /** One round trip of 80 ms whose acknowledgment waited. */
  private long nanos(String parameters, int delay) {
    return samples(
            decrypted(parameters)
                .client(Nanos.ofMillis(100), ask(2))
                .server(Nanos.ofMillis(160), answer(1, 2, delay)))
        .getFirst()
        .nanos();
  }

  @Test
  void keepsTheLeastOfThoseThatTellOfTheSameTime() {
    assertThat(
            samples(
                decrypted("")
                    .client(Nanos.ofMillis(100), ask(2))
                    .client(Nanos.ofMillis(120), ask(3))
                    .server(Nanos.ofMillis(160), answer(1, 2, 0))
                    .server(Nanos.ofMillis(170), answer(2, 3, 0))
                    .client(Nanos.ofMillis(180), ask(4))
                    .server(Nanos.ofMillis(260), answer(3, 4, 0))))
        .extracting(PathSample::nanos)
        .containsExactly(Nanos.ofMillis(70), Nanos.ofMillis(100));
  }

  @Test
  void keepsBoundedlyManyOfALongConnection() {
    CarriedBytes carried = new CarriedBytes();
    PathTimes path = new PathTimes();
    path.sample(Direction.CLIENT_TO_SERVER, Nanos.ofMillis(10));
    path.sample(Direction.SERVER_TO_CLIENT, Nanos.ofMillis(5));
    PathSamples samples = new PathSamples(path, carried);
    SentPackets sent = new SentPackets();
    for (int i = 0; i < 2000; i++) {
      long now = Nanos.ofMillis(20 * i);
      carried.passed(Direction.CLIENT_TO_SERVER, i);
      sent.sent(i, now, carried);
      samples.answered(
          new SeenPacket(
              PacketType.ONE_RTT, Direction.SERVER_TO_CLIENT, now + Nanos.ofMillis(10), i, 30),
          sent,
          i,
          0);
    }
    assertThat(samples.all()).hasSizeBetween(256, 511);
    assertThat(samples.all().getLast().packet()).isGreaterThan(1990);
    assertThat(samples.all())
        .isSortedAccordingTo(Comparator.comparingLong(PathSample::startNanos))
        .allMatch(sample -> sample.nanos() == Nanos.ofMillis(15));
  }
}
