package dev.stallscope.packet;

import static dev.stallscope.testkit.Encapsulation.join;
import static dev.stallscope.testkit.Encapsulation.u16;
import static dev.stallscope.testkit.Encapsulation.u32;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.LinkType;
import dev.stallscope.testkit.PacketBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FragmentReassemblerTest {
  private static final int MORE = 0x2000;
  private static final String TEXT = "0123456789abcdef".repeat(10);
  private static final byte[] DATAGRAM =
      PacketBuilder.udp("10.0.0.1", 1000, "10.0.0.2", 2000).payload(TEXT).transport();
  private static final String FLOW = "UDP 10.0.0.1:1000 > 10.0.0.2:2000 len 160";

  /** The bytes {@code from..to} of a datagram as an IPv4 fragment. */
  private static byte[] fragment(int id, byte[] datagram, int from, int to, boolean more) {
    return PacketBuilder.ofProtocol("10.0.0.1", "10.0.0.2", 17)
        .id(id)
        .fragmentField(from / 8 | (more ? MORE : 0))
        .payload(Arrays.copyOfRange(datagram, from, to))
        .ip();
  }

  private static byte[] fragment(int from, int to) {
    return fragment(1, DATAGRAM, from, to, to < DATAGRAM.length);
  }

  private static byte[] fragment6(int next, int id, int from, int to) {
    byte[] header =
        join(new byte[] {(byte) next, 0}, u16(from | (to < DATAGRAM.length ? 1 : 0)), u32(id));
    return PacketBuilder.ofProtocol("fd00::1", "fd00::2", 44)
        .payload(join(header, Arrays.copyOfRange(DATAGRAM, from, to)))
        .ip();
  }

  @Test
  void theLastFragmentBringsTheDatagram() {
    byte[] first = fragment(0, 80);
    byte[] second = fragment(80, 160);
    byte[] third = fragment(160, 168);
    assertThat(Decoded.ip(first).text()).isEqualTo("FRAGMENT");
    assertThat(Decoded.ip(first, second).text()).isEqualTo("FRAGMENT");
    Decoded whole = Decoded.ip(first, second, third);
    assertThat(whole.text()).isEqualTo(FLOW);
    assertThat(whole.payload()).isEqualTo(TEXT);
    assertThat(whole.cursor().ipLength).isEqualTo(20 + 168);
    assertThat(whole.cursor().packet).isEqualTo(2);
    assertThat(whole.found()).isEmpty();
  }

  @Test
  void fragmentsComeInAnyOrder() {
    List<byte[]> fragments =
        IntStream.range(0, 21).mapToObj(i -> fragment(i * 8, i * 8 + 8)).toList();
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      byte[][] shuffled = fragments.toArray(byte[][]::new);
      for (int j = shuffled.length - 1; j > 0; j--) {
        int k = random.nextInt(j + 1);
        byte[] swapped = shuffled[j];
        shuffled[j] = shuffled[k];
        shuffled[k] = swapped;
      }
      assertThat(Decoded.ip(shuffled).payload()).isEqualTo(TEXT);
    }
  }

  @Test
  void fragmentsOfVersion6ArePutTogether() {
    Decoded whole = Decoded.ip(fragment6(17, 9, 80, 168), fragment6(17, 9, 0, 80));
    assertThat(whole.text()).isEqualTo("UDP fd00::1:1000 > fd00::2:2000 len 160");
    assertThat(whole.payload()).isEqualTo(TEXT);
    assertThat(whole.cursor().ipLength).isEqualTo(40 + 8 + 168);
  }

  @Test
  void theFirstFragmentNamesTheProtocolOfVersion6() {
    assertThat(Decoded.ip(fragment6(60, 9, 80, 168), fragment6(17, 9, 0, 80)).payload())
        .isEqualTo(TEXT);
  }

  @Test
  void anAtomicFragmentWaitsForNothing() {
    assertThat(Decoded.ip(fragment6(17, 9, 0, 80), fragment6(17, 9, 0, 168)).payload())
        .isEqualTo(TEXT);
  }

  @Test
  void datagramsAreToldApartByIdAndAddresses() {
    assertThat(Decoded.ip(fragment(0, 80), fragment(2, DATAGRAM, 80, 168, false)).text())
        .isEqualTo("FRAGMENT");
    byte[] fromAnother =
        PacketBuilder.ofProtocol("10.0.0.3", "10.0.0.2", 17)
            .id(1)
            .fragmentField(10)
            .payload(Arrays.copyOfRange(DATAGRAM, 80, 168))
            .ip();
    assertThat(Decoded.ip(fragment(0, 80), fromAnother).text()).isEqualTo("FRAGMENT");
  }

  @Test
  void aRepeatedFragmentIsNoConflict() {
    Decoded decoded = Decoded.ip(fragment(0, 80), fragment(0, 80), fragment(80, 168));
    assertThat(decoded.payload()).isEqualTo(TEXT);
    assertThat(decoded.found()).isEmpty();
  }

  @Test
  void theFirstBytesWinOverOthersForTheirPlace() {
    byte[] forged = DATAGRAM.clone();
    Arrays.fill(forged, 8, forged.length, (byte) 'X');
    Decoded decoded =
        Decoded.ip(fragment(0, 80), fragment(1, forged, 40, 120, true), fragment(120, 168));
    assertThat(decoded.payload())
        .isEqualTo(TEXT.substring(0, 72) + "X".repeat(40) + TEXT.substring(112));
    assertThat(decoded.found())
        .containsExactly(new Anomaly(Anomaly.Kind.FRAGMENT_CONFLICT, 1, "fragment", 40, 0, 80));
  }

  @Test
  void twoEndsAreAConflict() {
    Decoded shorter =
        Decoded.ip(fragment(80, 168), fragment(1, DATAGRAM, 80, 120, false), fragment(0, 80));
    assertThat(shorter.payload()).isEqualTo(TEXT);
    assertThat(shorter.anomalies().count(Anomaly.Kind.FRAGMENT_CONFLICT)).isEqualTo(1);
    Decoded beyond =
        Decoded.ip(fragment(80, 168), fragment(1, new byte[400], 200, 400, true), fragment(0, 80));
    assertThat(beyond.payload()).isEqualTo(TEXT);
    assertThat(beyond.anomalies().count(Anomaly.Kind.FRAGMENT_CONFLICT)).isEqualTo(1);
    Decoded before =
        Decoded.ip(fragment(1, new byte[400], 200, 400, true), fragment(80, 168), fragment(0, 80));
    assertThat(before.text()).isEqualTo("FRAGMENT");
    assertThat(before.anomalies().count(Anomaly.Kind.FRAGMENT_CONFLICT)).isEqualTo(1);
  }

  @Test
  void lengthsThatCannotBeAreRefused() {
    assertThat(Decoded.ip(fragment(1, DATAGRAM, 0, 81, true)).found())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "fragment", 0, 0, 81));
    byte[] pingOfDeath =
        PacketBuilder.ofProtocol("10.0.0.1", "10.0.0.2", 17)
            .fragmentField(0x1fff)
            .payload(new byte[100])
            .ip();
    assertThat(Decoded.ip(pingOfDeath).found())
        .containsExactly(
            new Anomaly(Anomaly.Kind.BAD_LENGTH, 0, "fragment", 65_528, 65_628, 65_535));
  }

  @Test
  void cutFragmentsGiveAPayloadThatIsKeptInPart() {
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    byte[] first = fragment(0, 80);
    byte[] second = fragment(80, 168);
    decoder.decode(first, 0, 60, first.length, LinkType.RAW, 0, 0, cursor);
    decoder.decode(second, 0, 60, second.length, LinkType.RAW, 1, 1, cursor);
    assertThat(new Decoded(cursor, new AnomalyLog()).text()).isEqualTo(FLOW + " kept 32");
    assertThat(new Decoded(cursor, new AnomalyLog()).payload()).isEqualTo(TEXT.substring(0, 32));
  }

  @Test
  void aDatagramIsGivenUpWhenItIsTooOld() {
    assertThat(completedAfter(PacketLimits.FRAGMENT_AGE_NANOS)).isEqualTo(PacketKind.UDP);
    assertThat(completedAfter(PacketLimits.FRAGMENT_AGE_NANOS + 1)).isEqualTo(PacketKind.FRAGMENT);
  }

  private static PacketKind completedAfter(long nanos) {
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    byte[] first = fragment(0, 80);
    byte[] second = fragment(80, 168);
    decoder.decode(first, 0, first.length, first.length, LinkType.RAW, 0, 5, cursor);
    decoder.decode(second, 0, second.length, second.length, LinkType.RAW, 1, 5 + nanos, cursor);
    return cursor.kind;
  }

  @Test
  void aFloodOfFragmentsIsBounded() {
    AnomalyLog anomalies = new AnomalyLog();
    FragmentReassembler fragments = new FragmentReassembler();
    LayerBytes in = new LayerBytes(anomalies);
    PacketCursor cursor = new PacketCursor();
    byte[] bytes = new byte[1480];
    for (int i = 0; i < 100_000; i++) {
      cursor.epochNanos = i;
      in.start(bytes, 0, bytes.length, bytes.length, i);
      int at = i % 2 == 0 ? 64_000 : 0;
      assertThat(fragments.add(in, cursor, 17, 17, i, at, true))
          .isEqualTo(FragmentReassembler.INCOMPLETE);
      assertThat(fragments.datagramsWaiting()).isLessThanOrEqualTo(PacketLimits.DATAGRAMS);
      assertThat(fragments.bytesKept()).isLessThanOrEqualTo(PacketLimits.FRAGMENT_BYTES);
    }
    assertThat(anomalies.count(Anomaly.Kind.LIMIT_REACHED)).isGreaterThan(40_000);
    assertThat(anomalies.kept()).hasSize(PacketLimits.ANOMALIES);
  }

  @Test
  void bytesKeptGoBackToNothing() {
    FragmentReassembler fragments = new FragmentReassembler();
    LayerBytes in = new LayerBytes(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    byte[] bytes = new byte[4000];
    in.start(bytes, 0, 4000, 4000, 0);
    fragments.add(in, cursor, 17, 17, 1, 0, true);
    assertThat(fragments.bytesKept()).isPositive();
    in.start(bytes, 0, 8, 8, 1);
    assertThat(fragments.add(in, cursor, 17, 17, 1, 4000, false)).isEqualTo(17);
    assertThat(fragments.bytesKept()).isZero();
    assertThat(in.wire).isEqualTo(4008);
  }
}
