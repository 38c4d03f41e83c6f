package dev.stallscope.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.bytes.Bytes;
import dev.stallscope.capture.CaptureFile;
import dev.stallscope.capture.CaptureReader;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.flow.tcp.EventCounts;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.net.IpAddress;
import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureMultiplierTest {
  private static final Path LOSS = Path.of("sample-captures/packet-loss/capture.pcapng");
  private static final Path LOOKUPS = Path.of("sample-captures/dns-healthy/capture.pcapng");

  @TempDir private Path folder;

  @Test
  void isTheSameEachTime() throws IOException {
    Path first = multiply(3_000_000, SampleCaptures.samples());
    Path second = multiply(3_000_000, SampleCaptures.samples());

    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(Files.size(first)).isBetween(3_000_000L, 30_000_000L);
  }

  @Test
  void everyCopyShowsWhatItsSampleShows() throws IOException {
    TcpConnection sample = analyze(LOSS).measurements().connections().getFirst();

    List<TcpConnection> copies =
        analyze(multiply(25_000_000, List.of(LOSS))).measurements().connections();

    assertThat(copies).hasSizeGreaterThan(48).allSatisfy(copy -> assertSame(copy, sample));
    assertThat(copies).extracting(TcpConnection::client).doesNotHaveDuplicates();
  }

  private static void assertSame(TcpConnection copy, TcpConnection sample) {
    assertThat(counts(copy)).isEqualTo(counts(sample));
    assertThat(copy.roundTrip()).isEqualTo(sample.roundTrip());
    assertThat(copy.endNanos() - copy.startNanos())
        .isEqualTo(sample.endNanos() - sample.startNanos());
  }

  private static List<EventCounts> counts(TcpConnection connection) {
    return List.of(connection.fromClient().events(), connection.fromServer().events());
  }

  @Test
  void lookupsLeadToTheConnectionsOfTheirCopy() throws IOException {
    Analysis sample = analyze(LOOKUPS);

    Analysis copies = analyze(multiply(1, List.of(LOOKUPS)));

    assertThat(linked(copies)).isEqualTo(48 * linked(sample)).isPositive();
  }

  private static long linked(Analysis analysis) {
    return analysis.measurements().exchanges().stream()
        .filter(exchange -> exchange.parent() >= 0)
        .count();
  }

  @Test
  void packetsAreInOrderAndTheirChecksumsRight() throws IOException {
    Set<IpAddress> addresses = new HashSet<>();
    long last = 0;
    for (PacketBatch batch : batches(multiply(1, SampleCaptures.samples()))) {
      for (int i = 0; i < batch.count(); i++) {
        assertThat(batch.epochNanos(i)).isGreaterThanOrEqualTo(last);
        last = batch.epochNanos(i);
        int offset = batch.offset(i);
        byte[] frame = Arrays.copyOfRange(batch.bytes(), offset, offset + batch.capturedLength(i));
        FrameLayout layout = FrameLayout.of(frame).orElseThrow();
        byte[] rewritten = frame.clone();
        FrameChecksums.write(rewritten, layout, rewritten.length);
        assertThat(rewritten).isEqualTo(frame);
        assertThat(sumOfHeader(frame, layout)).isEqualTo(layout.isV4() ? 0xffff : 0);
        addresses.add(address(frame, layout));
      }
    }
    assertThat(addresses).hasSizeGreaterThan(48);
  }

  /** RFC 1071: with its checksum in place a header adds up to all ones. */
  private static int sumOfHeader(byte[] frame, FrameLayout layout) {
    int sum = 0;
    for (int at = FrameLayout.IP; layout.isV4() && at < layout.transport(); at += 2) {
      sum += Bytes.u16(frame, at);
    }
    return (sum & 0xffff) + (sum >>> 16);
  }

  private static IpAddress address(byte[] frame, FrameLayout layout) {
    return layout.isV4()
        ? IpAddress.v4(frame, layout.source())
        : IpAddress.v6(frame, layout.source());
  }

  private Path multiply(long bytes, List<Path> samples) throws IOException {
    Path file = Files.createTempFile(folder, "multiplied", ".pcap");
    CaptureMultiplier.write(file, bytes, samples);
    return file;
  }

  private static List<PacketBatch> batches(Path file) throws IOException {
    List<PacketBatch> batches = new ArrayList<>();
    try (CaptureReader reader = CaptureFile.open(file)) {
      PacketBatch batch = new PacketBatch();
      while (reader.read(batch)) {
        batches.add(batch);
        batch = new PacketBatch();
      }
    }
    return batches;
  }

  private static Analysis analyze(Path file) throws IOException {
    return Analyzer.analyze(List.of(file), AnalysisProgress.NONE);
  }
}
