package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.Measurements;
import dev.stallscope.packet.TcpFlags;
import dev.stallscope.testkit.PacketBuilder;
import dev.stallscope.testkit.PcapBytes;
import dev.stallscope.testkit.TimedPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of requests that all wait for the first answer: each account holds all others' time.
 */
class PipelinedRequestsTest {
  private static final int REQUESTS = 6000;
  private static final int LINKTYPE_ETHERNET = 1;
  private static final long START_NANOS = 1_700_000_000_000_000_000L;
  private static final long STEP_NANOS = 2_000_000;

  /** Less than a third of what each of them with all behind it would have. */
  private static final int MOST_INTERVALS = REQUESTS * (REQUESTS / 6);

  private final List<TimedPacket> packets = new ArrayList<>();
  private long sent;

  private void client(int flags, String payload) {
    add(
        PacketBuilder.tcp("10.9.0.1", 40_000, "10.9.0.2", 80)
            .sequence(sent)
            .acknowledgment(packets.isEmpty() ? 0 : 1)
            .flags(flags)
            .payload(payload));
    sent += payload.length() + ((flags & TcpFlags.SYN) == 0 ? 0 : 1);
  }

  private void server(int flags) {
    add(
        PacketBuilder.tcp("10.9.0.2", 80, "10.9.0.1", 40_000)
            .sequence((flags & TcpFlags.SYN) == 0 ? 1 : 0)
            .acknowledgment(sent)
            .flags(flags));
  }

  private void add(PacketBuilder packet) {
    packets.add(new TimedPacket(START_NANOS + packets.size() * STEP_NANOS, packet.ethernet()));
  }

  @Test
  @Timeout(30)
  void theirAccountsStayBoundedAndAddUp(@TempDir Path folder) throws IOException {
    client(TcpFlags.SYN, "");
    server(TcpFlags.SYN | TcpFlags.ACK);
    client(TcpFlags.ACK, "");
    for (int i = 0; i < REQUESTS; i++) {
      client(TcpFlags.ACK | TcpFlags.PSH, "GET /" + i + " HTTP/1.1\r\nHost: a.test\r\n\r\n");
      server(TcpFlags.ACK);
    }
    Path file =
        Files.write(
            folder.resolve("pipelined.pcap"), PcapBytes.of(packets, LINKTYPE_ETHERNET, 65_535));

    Measurements measured = Analyzer.analyze(List.of(file), AnalysisProgress.NONE).measurements();

    assertThat(measured.exchanges()).hasSizeGreaterThan(REQUESTS);
    int intervals = 0;
    for (Exchange exchange : measured.exchanges()) {
      List<CauseInterval> account = measured.account(exchange).intervals();
      intervals += account.size();
      assertThat(account.stream().mapToLong(one -> one.endNanos() - one.startNanos()).sum())
          .isEqualTo(exchange.span().durationNanos());
    }
    assertThat(intervals).isLessThan(MOST_INTERVALS);
  }
}
