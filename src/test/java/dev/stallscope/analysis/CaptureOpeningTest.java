package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.OpenCapture.Extent;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.Transport;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.packet.PacketKind;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.PcapBytes;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.TimedPacket;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureOpeningTest {
  private static final String TALK =
      """
      dns: set server 10.0.0.53:53
      dns: client 0ms dns query 7 A a.example
      dns: server 9ms dns answer 7 A a.example 10.0.0.2
      web: client 10ms handshake rtt 20ms
      web: client 31ms http-request GET /
      web: server 51ms http-response 200 1000
      web: server 251ms data 0..500 again
      web: client 252ms ACK
      """;

  @TempDir Path folder;

  @Test
  void whatIsOpenSaysTheSameAsTheAnalysisAlone() throws IOException {
    for (Path sample : SampleCaptures.samples()) {
      Analysis alone = Analyzer.analyze(List.of(sample), AnalysisProgress.NONE);
      try (OpenCapture open = open(List.of(sample), OpeningListener.NONE)) {
        assertThat(open.extent()).isEqualTo(Extent.WHOLE);
        assertThat(open.analysis().findings()).as("%s", sample).isEqualTo(alone.findings());
        assertThat(open.index().count()).isEqualTo(alone.measurements().capture().packets());
      }
      try (OpenCapture besides = CaptureOpening.openBesides(List.of(sample), List.of())) {
        assertThat(besides.analysis().findings()).as("%s", sample).isEqualTo(alone.findings());
        assertThat(besides.index().count()).isEqualTo(alone.measurements().capture().packets());
      }
    }
  }

  @Test
  void everyPacketKnowsItsFlowAndSide() throws IOException {
    int tcp = 0;
    int udp = 0;
    for (Path sample : SampleCaptures.samples()) {
      try (OpenCapture open = open(List.of(sample), OpeningListener.NONE)) {
        PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
        for (int packet = 0; packet < open.index().count(); packet++) {
          PacketCursor cursor = decode(open, decoder, packet);
          if (cursor.kind == PacketKind.TCP || cursor.kind == PacketKind.UDP) {
            CaptureFlow flow = open.flows().get(open.index().flow(packet));
            assertSentBy(cursor, flow, open.index().side(packet));
            tcp += cursor.kind == PacketKind.TCP ? 1 : 0;
            udp += cursor.kind == PacketKind.UDP ? 1 : 0;
          } else if (cursor.kind == PacketKind.OTHER) {
            assertThat(open.index().flow(packet)).isEqualTo(PacketIndex.NO_FLOW);
          }
        }
      }
    }
    assertThat(tcp).isGreaterThan(10_000);
    assertThat(udp).isGreaterThan(100);
  }

  /** A client of QUIC may move to another port within its connection (RFC 9000 section 9). */
  private static void assertSentBy(PacketCursor cursor, CaptureFlow flow, int side) {
    Endpoint source = new Endpoint(cursor.source(), cursor.sourcePort);
    Endpoint destination = new Endpoint(cursor.destination(), cursor.destinationPort);
    assertThat(side == 0 ? destination : source).isEqualTo(flow.server());
    if (cursor.kind == PacketKind.TCP) {
      assertThat(side == 0 ? source : destination).isEqualTo(flow.client());
    }
  }

  private static PacketCursor decode(OpenCapture open, PacketDecoder decoder, int packet)
      throws IOException {
    byte[] bytes = open.bytes().read(packet);
    PacketCursor cursor = new PacketCursor();
    decoder.decode(
        bytes,
        0,
        bytes.length,
        open.index().originalLength(packet),
        open.linkType(packet),
        packet,
        open.index().epochNanos(packet),
        cursor);
    return cursor;
  }

  @Test
  void connectionsComeFirstAmongTheFlows() throws IOException {
    try (OpenCapture open = open(List.of(talk("talk.pcap")), OpeningListener.NONE)) {
      TcpConnection connection = open.analysis().measurements().connections().getFirst();
      assertThat(open.flows())
          .containsExactly(
              new CaptureFlow(0, Transport.TCP, connection.client(), connection.server(), 2, 8),
              new CaptureFlow(
                  1,
                  Transport.UDP,
                  open.flows().get(1).client(),
                  open.flows().get(1).server(),
                  0,
                  1));
      assertThat(open.flows().get(1).server().port()).isEqualTo(53);
    }
  }

  @Test
  void aPacketKeepsWhatWasFoundOfIt() throws IOException {
    try (OpenCapture open = open(List.of(talk("talk.pcap")), OpeningListener.NONE)) {
      List<Integer> sentAgain = new ArrayList<>();
      for (int packet = 0; packet < open.index().count(); packet++) {
        PacketMarks marks = PacketMarks.of(open.index(), packet);
        if (marks.has(SegmentEvent.RETRANSMISSION)) {
          sentAgain.add(packet);
        }
      }
      assertThat(sentAgain).containsExactly(7);
    }
  }

  @Test
  void severalFilesAreNumberedAsOneByTime() throws IOException {
    Path later =
        CaptureScript.parse("client 5ms udp \"x\"\nclient 600ms udp \"y\"\n")
            .writeTo(folder.resolve("later.pcap"));
    try (OpenCapture open = open(List.of(talk("talk.pcap"), later), OpeningListener.NONE)) {
      assertThat(open.index().count()).isEqualTo(11);
      assertThat(open.index().fileNumber(1)).isEqualTo(1);
      assertThat(open.index().fileNumber(10)).isEqualTo(1);
      assertThat(open.flows().get(0).firstPacket()).isEqualTo(3);
    }
  }

  @Test
  void aSlowReadingShowsItsBeginningFirst() throws IOException {
    Path file = manyPackets();
    Opened heard = new Opened(Integer.MAX_VALUE);
    try (OpenCapture open = CaptureOpening.open(List.of(file), heard, slowClock())) {
      assertThat(open.extent()).isEqualTo(Extent.WHOLE);
      assertThat(open.index().count()).isEqualTo(60_000);
    }
    assertThat(heard.beginnings).hasSize(1);
    OpenCapture beginning = heard.beginnings.getFirst();
    assertThat(beginning.extent()).isEqualTo(Extent.BEGINNING);
    assertThat(beginning.index().count()).isBetween(1, 59_999);
    assertThat(beginning.analysis().measurements().capture().packets())
        .isEqualTo(beginning.index().count());
    beginning.close();
    OpeningProgress last = heard.progress.getLast();
    assertThat(last.stage()).isEqualTo(OpeningProgress.Stage.ANALYZING);
    assertThat(last.packets()).isEqualTo(60_000);
    assertThat(last.remainingNanos()).hasValue(0);
  }

  @Test
  void cancellingKeepsWhatWasRead() throws IOException {
    Opened heard = new Opened(20_000);
    try (OpenCapture open = open(List.of(manyPackets()), heard)) {
      assertThat(open.extent()).isEqualTo(Extent.CANCELLED);
      assertThat(open.index().count()).isBetween(20_000, 30_000);
      assertThat(open.analysis().measurements().capture().packets())
          .isEqualTo(open.index().count());
    }
  }

  @Test
  void cancellingNeverShowsLessThanTheBeginningDid() throws IOException {
    Opened heard =
        new Opened(0) {
          @Override
          public boolean isCancelled() {
            return !beginnings.isEmpty();
          }
        };
    try (OpenCapture open = CaptureOpening.open(List.of(manyPackets()), heard, slowClock())) {
      assertThat(open.extent()).isEqualTo(Extent.CANCELLED);
      assertThat(open.index().count())
          .isGreaterThanOrEqualTo(heard.beginnings.getFirst().index().count());
    }
    heard.beginnings.getFirst().close();
  }

  private static OpenCapture open(List<Path> files, OpeningListener listener) throws IOException {
    return CaptureOpening.open(files, listener, () -> 0);
  }

  /** A clock on which every look takes a fifth of a second. */
  private static LongSupplier slowClock() {
    AtomicLong now = new AtomicLong();
    return () -> now.addAndGet(Nanos.ofMillis(200));
  }

  private Path talk(String name) throws IOException {
    return CaptureScript.parse(TALK).writeTo(folder.resolve(name));
  }

  private Path manyPackets() throws IOException {
    CaptureScript one = CaptureScript.parse("client 0ms udp \"hello\"\n");
    byte[] frame = one.packets().getFirst().bytes();
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      packets.add(new TimedPacket(CaptureScript.START_NANOS + i, frame));
    }
    return Files.write(folder.resolve("many.pcap"), PcapBytes.of(packets, one.linkType(), 65_535));
  }

  /** Keeps what it hears, and cancels at some packet. */
  private static class Opened implements OpeningListener {
    final List<OpeningProgress> progress = new ArrayList<>();
    final List<OpenCapture> beginnings = new ArrayList<>();
    private final int cancelAt;

    Opened(int cancelAt) {
      this.cancelAt = cancelAt;
    }

    @Override
    public void progress(OpeningProgress heard) {
      progress.add(heard);
    }

    @Override
    public void beginning(OpenCapture beginning) {
      beginnings.add(beginning);
    }

    @Override
    public boolean isCancelled() {
      return !progress.isEmpty() && progress.getLast().packets() >= cancelAt;
    }
  }
}
